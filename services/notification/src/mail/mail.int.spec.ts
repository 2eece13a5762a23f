import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  eventually,
  granted,
  modified,
  ORIGIN,
  registered,
  revoked,
  startNotificationStack,
  type NotificationStack,
} from '../testing/notification-stack.js';

describe('confirmation mail', () => {
  let stack: NotificationStack;
  beforeAll(async () => {
    stack = await startNotificationStack();
    stack.append(registered('t-1', stack.receiver.url));
  });
  afterAll(() => stack?.stop());
  const about = (authorization: string) =>
    stack.mailbox.messages.filter(({ source }) => source.includes(`${ORIGIN}/authorizations/${authorization}`));

  it('goes to the customer on grant and on revocation, once each', async () => {
    stack.append(granted('a-1', 't-1'));
    await eventually(() => about('a-1').length === 1);
    const [mail] = about('a-1');
    expect(mail!.to).toEqual(['ana@customer.example']);
    expect(mail!.source).toContain('Subject: You now share energy data with Company t-1');
    expect(mail!.source).toContain('text/html');
    stack.append(revoked('a-1'));
    await eventually(() => about('a-1').length === 2);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(about('a-1')).toHaveLength(2);
  });

  it('tells the customer of a change, with the receipt of that event, and the company too', async () => {
    stack.append(granted('a-4', 't-1'));
    const { id } = stack.append(modified('a-4', { historyLength: 0 }));
    await eventually(() => about('a-4').length === 2);
    const change = about('a-4').find(({ source }) => source.includes('Subject: You changed what you share'));
    expect(change!.source.replaceAll('=\r\n', '')).toContain(`${ORIGIN}/receipts/receipt-of-a-4-${id}`);
    await eventually(() => stack.receiver.received.filter(({ body }) => body.includes('/Authorization/a-4')).length === 2);
  });

  it('is tried again when the mail server is busy', async () => {
    stack.mailbox.busy = true;
    stack.append(granted('a-2', 't-1'));
    await eventually(async () => {
      const [row] = await stack.database.ownerDataSource.query(`select attempts from mail where authorization_id = 'a-2'`);
      return row?.attempts >= 1;
    });
    stack.mailbox.busy = false;
    await eventually(() => about('a-2').length === 1);
  });

  it('speaks the language in which the customer agreed, else the one on file', async () => {
    const agreedIn = (locale: string, method: 'online' | 'offlineForm' = 'online') => ({ consent: { textDigest: '', locale, method } });
    stack.append(granted('a-es', 't-1', agreedIn('es')));
    stack.contact.locale = 'ja';
    // An operator typed this one in: the language is the operator's.
    stack.append(granted('a-paper', 't-1', agreedIn('en', 'offlineForm')));
    await eventually(() => about('a-es').length === 1 && about('a-paper').length === 1);
    expect(about('a-es')[0]!.source).toContain('lang=3D"es"');
    expect(about('a-paper')[0]!.source).toMatch(/lang=3D"ja"|PGh0bWwgbGFuZz0iamEi/);
    stack.append(revoked('a-es'));
    await eventually(() => about('a-es').length === 2);
    expect(about('a-es').every(({ source }) => source.includes('lang=3D"es"'))).toBe(true);
  });

  it('goes to nobody without an address, and no address or name is stored', async () => {
    stack.contact.email = null;
    stack.append(granted('a-3', 't-1'));
    const row = async () => (await stack.database.ownerDataSource.query(`select * from mail where authorization_id = 'a-3'`))[0];
    await eventually(async () => (await row())?.state === 'cancelled');
    const stored = await stack.database.ownerDataSource.query('select * from mail');
    expect(JSON.stringify(stored)).not.toMatch(/ana|lee/i);
  });
});
