import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Lifecycle } from './application/lifecycle.js';
import { RepeatingJob } from './repeating-job.js';

/** Looks at least this often, because an authorization may be given an earlier end at any time. */
const LONGEST_MS = 5_000;
/** The clock of a moment is a whole second, rounded down: a little later the end has surely passed. */
const AFTER_END_MS = 20;

/**
 * Records the expiry of authorizations at their ends, and after a standstill everything that ended meanwhile. Only the log
 * entry and the messages wait for it: tokens and releases judge the period themselves.
 */
@Injectable()
export class ExpirySweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(ExpirySweep.name);
  readonly #job: RepeatingJob;

  constructor(@Inject(Lifecycle) private readonly lifecycle: Lifecycle) {
    this.#job = new RepeatingJob({ name: 'the expiry sweep', logger: this.#logger, run: () => this.#sweep(), afterFailure: LONGEST_MS });
  }

  onApplicationBootstrap(): void {
    this.#job.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#job.stop();
  }

  async #sweep(): Promise<number> {
    const ended = await this.lifecycle.expireDue();
    if (ended > 0) this.#logger.log(`${ended} authorizations expired`);
    return (await this.lifecycle.untilNextEnd(LONGEST_MS)) + AFTER_END_MS;
  }
}
