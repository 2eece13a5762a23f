import { setTimeout as wait } from 'node:timers/promises';
import type { RequestOf } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { wordsFor } from '../locales/index.js';
import { NotificationConfiguration } from '../notification-configuration.js';

/** Pauses before the attempts, milliseconds: a code is wanted now, so there is no long ladder. */
const PAUSES = [0, 2_000, 10_000];
const TIMEOUT_MS = 5_000;

type Wanted = RequestOf<'notification.send-guest-code'>;

/** Sends codes to the contact on file. A code is a secret, so it is never written down here: after a crash one asks again. */
@Injectable()
export class GuestCodeMails implements BeforeApplicationShutdown {
  readonly #logger = new Logger('guest code');
  readonly #transport: Transporter;
  readonly #sending = new Set<Promise<void>>();

  constructor(
    private readonly requests: RequestClient,
    @Inject(NotificationConfiguration) private readonly configuration: NotificationConfiguration,
  ) {
    const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
    this.#transport = createTransport({ url: configuration.SMTP_URL, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  }

  /** Returns at once: how long it takes tells nobody whether there was somebody to send it to. */
  send(wanted: Wanted): void {
    const sending = this.#send(wanted).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#sending);
    this.#transport.close();
  }

  async #send(wanted: Wanted): Promise<void> {
    for (const [attempt, pause] of PAUSES.entries()) {
      await wait(pause);
      try {
        return await this.#attempt(wanted);
      } catch (error) {
        // Only the kind of failure: the server's own words may repeat the address.
        const { code = 'failed' } = error as { code?: unknown };
        this.#logger.warn(`attempt ${attempt + 1} of ${PAUSES.length} to send a code: ${String(code)}`);
      }
    }
  }

  async #attempt({ customerId, code, validMinutes, language }: Wanted): Promise<void> {
    const { name, email, locale } = await this.requests.request('meter-ingestion.get-contact', { customerId });
    if (email === null) return;
    const { MAIL_FROM: from, DEFAULT_LANGUAGE: fallback } = this.configuration;
    const { greeting, guestCode } = wordsFor([language, locale], fallback);
    const text = [greeting(name), '', guestCode.code(code, validMinutes), '', guestCode.notYou, ''].join('\n');
    await this.#transport.sendMail({ from, to: { name, address: email }, subject: guestCode.subject, text });
  }
}
