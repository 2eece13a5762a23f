import { RequestClient } from '@greenledger/messaging';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { DataSource } from 'typeorm';
import { NotificationConfiguration } from '../notification-configuration.js';
import { LaneWorker } from '../queue/lane-worker.js';
import { LeasedQueue } from '../queue/leased-queue.js';
import { SendingOptions } from '../sending-options.js';
import { MailAttempt, type MailRow } from './mail-attempt.js';

/** Sends the confirmation mails that the planner wrote down; the lane is the customer. */
@Injectable()
export class MailWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #worker: LaneWorker<MailRow>;
  readonly #transport: Transporter;

  constructor(
    dataSource: DataSource,
    requests: RequestClient,
    @Inject(NotificationConfiguration) configuration: NotificationConfiguration,
    @Inject(SendingOptions) { ladder, timeoutMilliseconds, leaseSeconds, pollMilliseconds }: SendingOptions,
  ) {
    const logger = new Logger('mail');
    const timeouts = {
      connectionTimeout: timeoutMilliseconds / 3,
      greetingTimeout: timeoutMilliseconds / 3,
      socketTimeout: timeoutMilliseconds / 3,
    };
    this.#transport = createTransport({ url: configuration.SMTP_URL, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
    const { MAIL_FROM: from, PUBLIC_ORIGIN: publicOrigin, DEFAULT_LANGUAGE: defaultLanguage, TIME_ZONE: timeZone } = configuration;
    const attempt = new MailAttempt({ requests, transport: this.#transport, from, publicOrigin, defaultLanguage, timeZone });
    this.#worker = new LaneWorker({
      queue: new LeasedQueue<MailRow>(dataSource, 'mail', leaseSeconds),
      attempt: (leased) => attempt.run(leased),
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
}
