import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestClient } from '@greenledger/messaging';
import { ClientNats } from '@nestjs/microservices';
import { eventually, startNotificationStack, type NotificationStack } from '../testing/notification-stack.js';

describe('the code for customers without an online account', () => {
  let stack: NotificationStack;
  let portal: RequestClient;
  beforeAll(async () => {
    stack = await startNotificationStack();
    const { url, user, password } = stack.credentials('portal');
    portal = new RequestClient(new ClientNats({ servers: url, user, pass: password, inboxPrefix: '_INBOX_portal' }));
  });
  afterAll(async () => {
    await portal?.close();
    await stack?.stop();
  });
  const send = (code: string) => portal.request('notification.send-guest-code', { customerId: 'c-1', code, validMinutes: 10 });

  it('goes to the contact on file, is in no table, and is tried again when the mail server is busy', async () => {
    stack.mailbox.busy = true;
    expect(await send('123456')).toEqual({ accepted: true });
    setTimeout(() => (stack.mailbox.busy = false), 500);
    await eventually(() => stack.mailbox.messages.length === 1);
    const [mail] = stack.mailbox.messages;
    expect(mail!.to).toEqual(['ana@customer.example']);
    expect(mail!.source).toContain('Your code is 123456');
    const tables = await stack.database.ownerDataSource.query('select * from mail');
    expect(JSON.stringify(tables)).not.toContain('123456');
  });

  it('is answered in the same way when there is no address', async () => {
    stack.contact.email = null;
    expect(await send('654321')).toEqual({ accepted: true });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(stack.mailbox.messages.some(({ source }) => source.includes('654321'))).toBe(false);
  });
});
