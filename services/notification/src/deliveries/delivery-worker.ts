import { Inject, Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotificationConfiguration } from '../notification-configuration.js';
import { LaneWorker } from '../queue/lane-worker.js';
import { LeasedQueue } from '../queue/leased-queue.js';
import { SendingOptions } from '../sending-options.js';
import { DeliveryAttempt, type DeliveryRow } from './delivery-attempt.js';

/** Sends the deliveries that the planner wrote down; the lane is the company. */
@Injectable()
export class DeliveryWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #worker: LaneWorker<DeliveryRow>;

  constructor(
    dataSource: DataSource,
    @Inject(NotificationConfiguration) configuration: NotificationConfiguration,
    @Inject(SendingOptions) { ladder, timeoutMilliseconds, leaseSeconds, pollMilliseconds }: SendingOptions,
  ) {
    const logger = new Logger('deliveries');
    const queue = new LeasedQueue<DeliveryRow>(dataSource, 'delivery', leaseSeconds);
    const attempt = new DeliveryAttempt({ dataSource, queue, allowLoopback: configuration.NOTIFY_ALLOW_LOOPBACK, timeoutMilliseconds });
    this.#worker = new LaneWorker({
      queue,
      attempt: (leased, signal) => attempt.run(leased, signal),
      report: (message) => logger.warn(message),
      ladder,
      pollMilliseconds,
    });
  }

  onApplicationBootstrap(): void {
    this.#worker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#worker.stop();
  }
}
