import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CustomerChanges } from './application/customer-changes.js';
import { RepeatingJob } from './repeating-job.js';

const EVERY_MS = 3_000;

/** Follows the customer data of meter-ingestion: who holds which usage point, and what got a new number. */
@Injectable()
export class CustomerChangeFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #job: RepeatingJob;

  constructor(@Inject(CustomerChanges) private readonly changes: CustomerChanges) {
    const logger = new Logger(CustomerChangeFollower.name);
    this.#job = new RepeatingJob({ name: 'following customer changes', logger, run: () => this.#follow(), afterFailure: 2 * EVERY_MS });
  }

  onApplicationBootstrap(): void {
    this.#job.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#job.stop();
  }

  async #follow(): Promise<number> {
    while (await this.changes.applyNext());
    return EVERY_MS;
  }
}
