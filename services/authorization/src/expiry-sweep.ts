import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Authorizations } from './application/authorizations.js';

const EVERY_MS = 30_000;

/** Records the expiry of authorizations. Only the log entry waits for it: tokens and releases judge the period themselves. */
@Injectable()
export class ExpirySweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ExpirySweep.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(Authorizations) private readonly authorizations: Authorizations) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      const ended = await this.authorizations.expireDue();
      if (ended > 0) this.logger.log(`${ended} authorizations expired`);
    } catch (error) {
      this.logger.warn(`expiry sweep failed, next try in ${EVERY_MS / 1000} s: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
