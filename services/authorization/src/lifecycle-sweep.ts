import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Lifecycle } from './application/lifecycle.js';
import { RepeatingJob } from './repeating-job.js';

/** Reminders and the end of what is unused are told in days: ten minutes are soon enough. */
const EVERY_MS = 600_000;

/** Reminds customers, and ends authorizations that nobody uses. */
@Injectable()
export class LifecycleSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(LifecycleSweep.name);
  readonly #job: RepeatingJob;

  constructor(@Inject(Lifecycle) private readonly lifecycle: Lifecycle) {
    this.#job = new RepeatingJob({ name: 'the lifecycle sweep', logger: this.#logger, run: () => this.#sweep(), afterFailure: 60_000 });
  }

  onApplicationBootstrap(): void {
    this.#job.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#job.stop();
  }

  async #sweep(): Promise<number> {
    // What ends for want of use needs no reminder.
    const unused = await this.lifecycle.endUnused();
    const reminders = await this.lifecycle.remindDue();
    if (unused + reminders > 0) this.#logger.log(`${unused} unused authorizations ended, ${reminders} reminders are due`);
    return EVERY_MS;
  }
}
