import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMailCatcher, type CaughtMail, type MailCatcher } from './mail-catcher.js';

/** Says the lines one by one, as a simple SMTP client; answers the last reply. */
function speak(smtpUrl: string, lines: readonly string[]): Promise<string> {
  const { port } = new URL(smtpUrl);
  const rest = [...lines];
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    let last = '';
    socket.setEncoding('utf8').on('error', reject);
    socket.on('data', (reply: string) => {
      last = reply;
      const next = rest.shift();
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
    socket.on('close', () => resolve(last));
  });
}

const mail =
  'From: Utility <no-reply@example.com>\r\nTo: Ana <ana@example.net>\r\nSubject: =?utf-8?Q?Freigabe_f=C3=BCr_Ana?=\r\n\r\nYou authorized a company.\r\n.';

describe('the mail catcher', () => {
  const directory = mkdtempSync(join(tmpdir(), 'greenledger-mail-'));
  let catcher: MailCatcher;

  afterAll(async () => {
    await catcher.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const list = async (): Promise<CaughtMail[]> => (await (await fetch(`${catcher.url}/messages`)).json()) as CaughtMail[];

  it('keeps what it is sent and shows it', async () => {
    catcher = await startMailCatcher(directory);
    const reply = await speak(catcher.smtpUrl, ['HELO me', 'MAIL FROM:<no-reply@example.com>', 'RCPT TO:<ana@example.net>', 'DATA', mail]);
    expect(reply).toMatch(/^250/);
    expect(await list()).toEqual([
      expect.objectContaining({
        to: 'ana@example.net',
        subject: 'Freigabe für Ana',
        text: expect.stringContaining('You authorized a company.'),
      }),
    ]);
  });

  it('still has it after a restart', async () => {
    await catcher.stop();
    catcher = await startMailCatcher(directory);
    expect(await list()).toHaveLength(1);
  });

  it('answers 404 to anything else', async () => {
    expect((await fetch(`${catcher.url}/other`)).status).toBe(404);
    expect((await fetch(`${catcher.url}/messages`, { method: 'DELETE' })).status).toBe(404);
  });
});
