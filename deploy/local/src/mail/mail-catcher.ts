import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as the catcher keeps it. */
export interface CaughtMail {
  readonly id: string;
  /** RFC 3339 UTC. */
  readonly receivedAt: string;
  readonly from: string;
  /** Recipients of the envelope, with commas between: who would really have got it. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

export interface MailCatcher {
  readonly smtpUrl: string;
  /** `GET <url>/messages`: a JSON array, oldest first. */
  readonly url: string;
  messages(): readonly CaughtMail[];
  stop(): Promise<void>;
}

/** More than this is refused by SMTP (552): a confirmation mail is a few kilobytes. */
const LARGEST_MAIL_BYTES = 5 << 20;

/** An SMTP server on loopback that delivers nothing: mails are kept in a file and shown by HTTP, for the demo only. */
export async function startMailCatcher(directory: string): Promise<MailCatcher> {
  const file = join(directory, 'messages.jsonl');
  const mails = readMails(file);
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: LARGEST_MAIL_BYTES,
    logger: false,
    onData(stream, session, done) {
      simpleParser(stream)
        .then(async (parsed) => {
          const mail: CaughtMail = {
            id: randomUUID(),
            receivedAt: new Date().toISOString(),
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
            to: session.envelope.rcptTo.map((recipient) => recipient.address).join(', '),
            subject: parsed.subject ?? '',
            text: parsed.text ?? '',
            html: parsed.html || null,
          };
          // On disk before the sender hears 250, as a real server would.
          await appendFile(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
          mails.push(mail);
        })
        .then(
          () => done(),
          (error: Error) => done(error),
        );
    },
  });
  smtp.on('error', () => undefined); // A client that hangs up is no reason to end.
  const http = createServer((request, response) => {
    if (request.method !== 'GET' || !/^\/messages(?:\?|$)/.test(request.url ?? '')) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(mails));
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    messages: () => mails,
    async stop() {
      http.closeAllConnections();
      await Promise.all([new Promise<void>((resolve) => smtp.close(resolve)), new Promise<void>((resolve) => http.close(() => resolve()))]);
    },
  };
}

/** A last line cut short by a crash is left out: its sender heard no 250 and sends it again. */
function readMails(file: string): CaughtMail[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line ? [JSON.parse(line) as CaughtMail] : [];
      } catch {
        return [];
      }
    });
}
