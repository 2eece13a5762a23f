import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ApplicationInformation } from './application/application-information.js';
import { CertificateWarnings } from './application/certificate-warnings.js';
import { ClientKeys } from './application/client-keys.js';
import { UnconfirmedRegistrations } from './application/unconfirmed-registrations.js';
import { ReviewThirdParty } from './application/review-third-party.js';
import { SandboxLog } from './sandbox/sandbox-log.js';

const EVERY_MS = 60_000;
/** A JWKS URI is read again after ten minutes, so that a company can rotate its keys by itself. */
const KEYS_AGE_SECONDS = 600;

/** What has to be done for companies without anybody asking: end what a termination left, read keys again, warn of certificates. */
@Injectable()
export class ThirdPartySweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ThirdPartySweep.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ReviewThirdParty) private readonly reviews: ReviewThirdParty,
    @Inject(ClientKeys) private readonly keys: ClientKeys,
    @Inject(ApplicationInformation) private readonly registrations: ApplicationInformation,
    @Inject(UnconfirmedRegistrations) private readonly unconfirmed: UnconfirmedRegistrations,
    @Inject(CertificateWarnings) private readonly warnings: CertificateWarnings,
    @Inject(SandboxLog) private readonly sandbox: SandboxLog,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** One thing that fails does not keep the others from being done. */
  async sweep(): Promise<void> {
    await this.attempt('ending unconfirmed registrations', async () => void (await this.unconfirmed.giveUp()));
    await this.attempt('ending withdrawn registrations', async () => void (await this.registrations.endWithdrawn()));
    await this.attempt('revoking after a termination', async () => {
      const revoked = await this.reviews.revokeTerminated();
      if (revoked > 0) this.logger.log(`${revoked} authorizations of terminated companies, or of the sandbox after an approval, revoked`);
    });
    await this.attempt('reading key sets', async () => {
      for (const [clientId, reason] of await this.keys.refresh(KEYS_AGE_SECONDS))
        this.logger.warn(`keys of ${clientId} stay as they were: ${reason}`);
    });
    await this.attempt('certificate warnings', async () => void (await this.warnings.warn()));
    await this.attempt('forgetting what was seen in the sandbox', async () => void (await this.sandbox.forget()));
  }

  private async attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn(`${what} failed, next try in ${EVERY_MS / 1000} s: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
