import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { en } from '../../locales/en.js';
import { consentRequest, services, thirdParty } from '../../testing/demo-consent.js';
import { entryOf } from '../service-choice/service-selection.js';
import { consentDigest } from './consent-digest.js';
import { formOf, initialForm } from './consent-form.js';
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
      action="/consent/interaction-1"
      afterwards="You go back to them."
      entries={services.map((service) => entryOf(service, en.consent, 'en'))}
      unavailable={[]}
      form={form}
      errors={[]}
      csrf="token"
      locale="en"
      messages={en}
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
  it('names who asks with their domain, and what they do not ask for', () => {
    const html = page();
    expect(html).toContain('sunny-roofs.example');
    expect(html).toContain('Not asked for, so not shared: Name and service address, Account details, Programs.');
    expect(html).not.toContain('value="account"');
  });
  it('leaves personal data off until it is ticked', () => {
    const html = page();
    expect(html).toMatch(/value="usage" checked/);
    expect(html).toMatch(/value="billing"(?! checked)/);
  });
  it('offers nothing that the company is not registered for, whatever it asks', () => {
    const html = page({}, consentRequest({ scope: 'FB=4_5_15_46_47' }));
    expect(html).toContain('value="billing"');
    expect(html).not.toContain('value="basic"');
  });
  it('shows a sample of each data set in words and as it would be sent, and of no other', () => {
    const html = page();
    expect(html).toContain('1.310 kWh');
    expect(html).toContain('&lt;espi:value>1310&lt;/espi:value>');
    expect(html).toContain('$84.17');
    expect(html).toContain('&lt;espi:billLastPeriod>8417000&lt;/espi:billLastPeriod>');
    expect(html).not.toContain('Pat Example');
    expect(html.match(/<details>/g)).toHaveLength(2);
  });
  it('has tools above ten services only, and keeps what is ticked out of sight', () => {
    expect(page()).not.toContain('id="service-tools"');
    const entries = Array.from({ length: 12 }, (_, index) => ({
      usagePointId: `up-${index}`,
      label: `Electricity, ${index} Elm`,
      note: '',
    }));
    const form = { ...formOf({ usagePointIds: ['up-3', 'up-4'], serviceSearch: '4' }) };
    const html = page({ entries, form });
    expect(html).toContain('2 of 12 services chosen');
    expect(html).toMatch(/<label class="choice" for="usagePointIds-3" hidden><input[^>]*value="up-3" checked/);
    expect(html).toMatch(/<label class="choice" for="usagePointIds-4"><input[^>]*value="up-4" checked/);
  });
  it('escapes what a company says of itself', () => {
    const html = page({}, consentRequest({ thirdParty: { ...thirdParty, purpose: '<script>alert(1)</script>' } }));
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script>');
  });
  it('puts an error beside its field and in the summary, and keeps the input', () => {
    const errors = [{ field: 'usagePointIds', message: 'Choose at least one service' }];
    const form = {
      dataSets: [],
      usagePointIds: ['up-gas'],
      historyLength: '0',
      duration: 'oneTime',
      until: '2030-01-01',
      filter: { search: '', onlyChosen: false },
    };
    const html = page({ errors, form });
    expect(html).toContain('<a href="#usagePointIds">Choose at least one service</a>');
    expect(html).toContain('id="usagePointIds-error"');
    expect(html).toMatch(/value="up-gas" checked/);
    expect(html).not.toMatch(/value="usage" checked/);
    expect(html).toMatch(/value="oneTime" checked/);
    expect(html).toContain('value="2030-01-01"');
  });
});
