import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestClient } from '@greenledger/messaging';
import { ClientNats } from '@nestjs/microservices';
import { eventually, startNotificationStack, type NotificationStack } from '../testing/notification-stack.js';

const mail = {
  kind: 'confirmRegistration',
  company: 'Sunny Roofs\r\nBcc: all@evil.example',
  link: 'http://localhost:8080/third-party/confirm/abc',
} as const;

describe('account mail', () => {
  let stack: NotificationStack;
  let portal: RequestClient;
  beforeAll(async () => {
    stack = await startNotificationStack();
    const { url, user, password } = stack.portal;
    portal = new RequestClient(new ClientNats({ servers: url, user, pass: password, inboxPrefix: '_INBOX_portal' }));
  });
  afterAll(async () => {
    await portal?.close();
    await stack?.stop();
  });
  const queue = (mailId: string, to = 'mo@company.example') => portal.request('notification.queue-mail', { mailId, to, mail });
  const row = async (mailId: string) =>
    (await stack.database.ownerDataSource.query('select * from account_mail where mail_id = $1', [mailId]))[0];

  it('goes out once, however often it is queued, with no line of its own in the header', async () => {
    await queue('m-1');
    await queue('m-1');
    await eventually(async () => (await row('m-1'))?.state === 'done');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(stack.mailbox.messages.map(({ to }) => to)).toEqual([['mo@company.example']]);
    const { source } = stack.mailbox.messages[0]!;
    expect(source).toContain('http://localhost:8080/third-party/confirm/abc');
    expect(source).not.toMatch(/^Bcc:/m);
  });

  it('speaks the language of the page that led to it', async () => {
    await portal.request('notification.queue-mail', { mailId: 'm-es', to: 'mo@company.example', mail, language: 'es' });
    await eventually(async () => (await row('m-es'))?.state === 'done');
    expect(stack.mailbox.messages.at(-1)!.source).toContain('Subject: Confirme el registro de Sunny Roofs');
  });

  it('forgets address and link when it is sent', async () => {
    expect(await row('m-1')).toMatchObject({ recipient: null, mail: null });
  });

  it('is tried again when the mail server is busy', async () => {
    stack.mailbox.busy = true;
    await queue('m-2', 'other@company.example');
    await eventually(async () => (await row('m-2'))?.attempts > 0);
    stack.mailbox.busy = false;
    await eventually(async () => (await row('m-2'))?.state === 'done');
  });

  it.each(['nobody', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: x@y.example'])('refuses the recipient %j', async (to) => {
    await expect(queue('m-3', to)).rejects.toMatchObject({ code: 'invalid-body' });
  });
});
