import type { AccountMail, Language } from '@greenledger/contracts';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { DataSource } from 'typeorm';
import { wordsFor } from '../locales/index.js';
import { NotificationConfiguration } from '../notification-configuration.js';
import { LaneWorker, type Outcome } from '../queue/lane-worker.js';
import { LeasedQueue, type Leased } from '../queue/leased-queue.js';
import { SendingOptions } from '../sending-options.js';
import { composeAccountMail } from './compose-account-mail.js';

interface Row {
  readonly recipient: string;
  /** With the language in which it was asked for, when that is known. */
  readonly mail: AccountMail & { readonly language?: Language };
}

/** Sends the queued account mails; every mail is a lane of its own. */
@Injectable()
export class AccountMailWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #worker: LaneWorker<Row>;
  readonly #transport: Transporter;

  constructor(
    dataSource: DataSource,
    @Inject(NotificationConfiguration) private readonly configuration: NotificationConfiguration,
    @Inject(SendingOptions) { ladder, timeoutMilliseconds, leaseSeconds, pollMilliseconds }: SendingOptions,
  ) {
    const logger = new Logger('account-mail');
    const third = timeoutMilliseconds / 3;
    this.#transport = createTransport({
      url: configuration.SMTP_URL,
      connectionTimeout: third,
      greetingTimeout: third,
      socketTimeout: third,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.#worker = new LaneWorker({
      queue: new LeasedQueue<Row>(dataSource, 'account_mail', leaseSeconds),
      attempt: (leased) => this.#send(leased),
      report: (message) => logger.warn(message),
      ladder,
      pollMilliseconds,
      lanes: 8,
    });
  }

  onApplicationBootstrap(): void {
    this.#worker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#worker.stop();
    this.#transport.close();
  }

  async #send({ id, row }: Leased<Row>): Promise<Outcome> {
    const { MAIL_FROM: from, PUBLIC_ORIGIN, DEFAULT_LANGUAGE } = this.configuration;
    const words = wordsFor([row.mail.language], DEFAULT_LANGUAGE);
    const messageId = `<${id}@${new URL(PUBLIC_ORIGIN).hostname}>`;
    await this.#transport.sendMail({ from, to: row.recipient, messageId, ...composeAccountMail(row.mail, words) });
    return { kind: 'done', note: 'handed over' };
  }
}
