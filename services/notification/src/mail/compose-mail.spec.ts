import { describe, expect, it } from '@jest/globals';
import { CATALOGUES } from '../locales/index.js';
import { composeMail, type MailFacts } from './compose-mail.js';
import { localMoment } from './local-moment.js';

const { en, es, ja } = CATALOGUES;
const moment = localMoment('en', 'America/Los_Angeles');

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
    const { subject, text } = composeMail(facts, en, moment);
    expect(subject).toBe('You now share energy data with Sun & Co');
    for (const part of ['Energy use', 'Advice on solar', '2 services', 'January 1, 1970 at 4:00', facts.link]) expect(text).toContain(part);
  });
  it('links to the receipt when there is one', () => {
    const receiptLink = 'https://u.example/receipts/abc';
    const { text, html } = composeMail({ ...facts, receiptLink }, en, moment);
    expect(text).toContain(`${en.receipt}\n${receiptLink}\n`);
    expect(html).toContain(`href="${receiptLink}"`);
    expect(composeMail(facts, en, moment).text).not.toContain(en.receipt);
  });
  it('escapes what people wrote in the HTML form', () => {
    const { html } = composeMail(facts, en, moment);
    expect(html).toContain('Ana &lt;b&gt;Lee');
    expect(html).toContain('Sun &amp; Co');
    expect(html).not.toContain('<b>');
  });
  it('lists no terms after a revocation, and keeps line breaks out of the subject', () => {
    const mail = composeMail({ ...facts, kind: 'revoked', thirdPartyName: 'X\r\nBcc: y@z.example' }, en, moment);
    expect(mail.text).not.toContain('2 services');
    expect(mail.subject).not.toMatch(/[\r\n]/);
  });
  it('writes each language its own way, in the zone of the utility', () => {
    const spanish = composeMail(facts, es, localMoment('es', 'America/Los_Angeles'));
    expect(spanish.subject).toBe('Ahora usted comparte datos de energía con Sun & Co');
    expect(spanish.text).toMatch(/El permiso termina: 1 de enero de 1970 a las 4:00\s*p\.\s*m\./);
    expect(spanish.html).toContain('<html lang="es">');
    const japanese = composeMail(facts, ja, localMoment('ja', 'Asia/Tokyo'));
    expect(japanese.text).toContain('許可の終了：1970年1月2日 9:00');
    expect(japanese.text).toContain('サービス：2件');
  });
});
