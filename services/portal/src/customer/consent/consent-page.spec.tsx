import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { en } from '../../locales/en.js';
import { consentRequest, services, thirdParty } from '../../testing/demo-consent.js';
import { consentDigest } from './consent-digest.js';
import { initialForm } from './consent-form.js';
import { ConsentPage, type ConsentPageProps } from './consent-page.js';
import { canonicalConsentText, consentText } from './consent-text.js';

function page(changes: Partial<ConsentPageProps> = {}, request = consentRequest()): string {
  const text = consentText(request, 'Verdant Power', en);
  const form = initialForm({ text, services, timeZone: 'America/Los_Angeles', now: 1_780_000_000 });
  return render(
    <ConsentPage
      request={request}
      text={text}
      digest={consentDigest(text)}
      services={services}
      form={form}
      errors={[]}
      csrf="token"
      messages={en}
      locale="en"
      {...changes}
    />,
  );
}
const visibleText = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&quot;', '"');

describe('the consent page', () => {
  it('shows every line of the text whose digest is kept', () => {
    const shown = visibleText(page());
    const lines = canonicalConsentText(consentText(consentRequest(), 'Verdant Power', en)).split('\n');
    expect(lines.length).toBeGreaterThan(15);
    for (const line of lines) expect(shown).toContain(line);
  });
  it('has another digest as soon as anything of it differs', () => {
    const digest = (request = consentRequest()): string => consentDigest(consentText(request, 'Verdant Power', en));
    expect(digest()).toMatch(/^[0-9a-f]{64}$/);
    expect(digest()).toBe(digest());
    expect(digest(consentRequest({ historyLength: 0 }))).not.toBe(digest());
    expect(digest(consentRequest({ thirdParty: { ...thirdParty, purpose: 'To sell it on' } }))).not.toBe(digest());
  });
  it('names who asks with their domain, and says what it does not offer', () => {
    const html = page();
    expect(html).toContain('sunny-roofs.example');
    expect(html).toContain('The company also asks for: Bills.');
    expect(html).not.toContain('value="billing"');
  });
  it('escapes what a company says of itself', () => {
    const html = page({}, consentRequest({ thirdParty: { ...thirdParty, purpose: '<script>alert(1)</script>' } }));
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script>');
  });
  it('puts an error beside its field and in the summary, and keeps the input', () => {
    const errors = [{ field: 'usagePointIds', message: 'Choose at least one service' }];
    const form = { dataSets: [], usagePointIds: ['up-gas'], historyLength: '0', duration: 'oneTime', until: '2030-01-01' };
    const html = page({ errors, form });
    expect(html).toContain('<a href="#usagePointIds">Choose at least one service</a>');
    expect(html).toContain('id="usagePointIds-error"');
    expect(html).toMatch(/value="up-gas" checked/);
    expect(html).not.toMatch(/value="usage" checked/);
    expect(html).toMatch(/value="oneTime" checked/);
    expect(html).toContain('value="2030-01-01"');
  });
});
