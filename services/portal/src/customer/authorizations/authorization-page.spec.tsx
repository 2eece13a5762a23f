import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { en } from '../../locales/en.js';
import { authorization, release, services } from '../../testing/demo-consent.js';
import { AuthorizationPage } from './authorization-page.js';

const page = (
  changes: Parameters<typeof authorization>[0] = {},
  releases = [release('r-1', '2026-06-01T10:00:00Z', 1344), release('r-2', '2026-06-02T10:00:00Z', 0)],
): string =>
  render(
    <AuthorizationPage
      authorization={authorization(changes)}
      releases={releases}
      services={services}
      receipts={[{ code: 'c'.repeat(48), type: 'AuthorizationGranted', recordedAt: '2026-05-28T20:26:40Z' }]}
      notice="revoked"
      timeZone="America/Los_Angeles"
      locale="en"
      messages={en}
    />,
  );

describe('the page of an authorization', () => {
  it('lists each release once, newest first, with its local time', () => {
    const html = page();
    expect([...html.matchAll(/data-release-id="([^"]+)"/g)].map((match) => match[1])).toEqual(['r-2', 'r-1']);
    expect(html).toContain('1,344 readings');
    expect(html).toMatch(/<time datetime="2026-06-01T10:00:00.000Z">Jun 1, 2026, 3:00\sAM PDT<\/time>/);
  });
  it('names services as the holder knows them, and former ones without a number', () => {
    expect(page()).toContain('<li>Electricity, 12 Elm Street, Verdant 95000</li><li>A former service</li>');
  });
  it('offers to end an active permission only, and tells by whom one was ended', () => {
    expect(page()).toContain('/revoke"');
    const ended = page({ status: 'revoked', ended: { at: '2026-07-01T12:00:00Z', by: 'customer', reason: '' } });
    expect(ended).not.toContain('/revoke"');
    expect(ended).not.toContain('/edit"');
    expect(ended).toContain(en.authorization.notices.revoked);
    expect(page()).not.toContain(en.authorization.notices.revoked);
    expect(ended).toContain('by you');
  });
  it('links to the receipt of each decision', () => expect(page()).toContain(`href="/receipts/${'c'.repeat(48)}"`));
  it('says when nothing was sent', () => expect(page({}, [])).toContain(en.authorization.releasesNone));
});
