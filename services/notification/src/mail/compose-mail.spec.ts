import { describe, expect, it } from '@jest/globals';
import { en } from '../locales/en.js';
import { composeMail, type MailFacts } from './compose-mail.js';

const facts: MailFacts = {
  kind: 'granted',
  customerName: 'Ana <b>Lee',
  thirdPartyName: 'Sun & Co',
  terms: {
    usagePointIds: ['one', 'two'],
    dataSets: ['usage'],
    authorizedPeriod: { start: 0, end: 86_400 },
    publishedPeriod: { start: 0, end: null },
    historyLength: 0,
    purpose: 'Advice on solar',
  },
  link: 'https://u.example/authorizations/a-1',
};

describe('composeMail', () => {
  it('says what is shared with whom until when, and where to see it', () => {
    const { subject, text } = composeMail(facts, en);
    expect(subject).toBe('You now share energy data with Sun & Co');
    for (const part of ['Energy use', 'Advice on solar', '2 services', '1970-01-02 00:00 UTC', facts.link]) expect(text).toContain(part);
  });
  it('links to the receipt when there is one', () => {
    const receiptLink = 'https://u.example/receipts/abc';
    const { text, html } = composeMail({ ...facts, receiptLink }, en);
    expect(text).toContain(`${en.receipt}\n${receiptLink}\n`);
    expect(html).toContain(`href="${receiptLink}"`);
    expect(composeMail(facts, en).text).not.toContain(en.receipt);
  });
  it('escapes what people wrote in the HTML form', () => {
    const { html } = composeMail(facts, en);
    expect(html).toContain('Ana &lt;b&gt;Lee');
    expect(html).toContain('Sun &amp; Co');
    expect(html).not.toContain('<b>');
  });
  it('lists no terms after a revocation, and keeps line breaks out of the subject', () => {
    const mail = composeMail({ ...facts, kind: 'revoked', thirdPartyName: 'X\r\nBcc: y@z.example' }, en);
    expect(mail.text).not.toContain('2 services');
    expect(mail.subject).not.toMatch(/[\r\n]/);
  });
});
