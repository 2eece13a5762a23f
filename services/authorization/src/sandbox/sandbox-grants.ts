import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SANDBOX_CUSTOMER_ID, SANDBOX_PERIOD, SANDBOX_USAGE_POINT_IDS, type Consent, type Terms } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { AuthorizationCommands } from '../application/command-authorization.js';
import { currentMoment } from '../application/moment.js';
import { historyLengthOf } from '../oauth/espi-scopes.js';

/** A day: long enough to try everything, and the next one is a click away. Seconds. */
const LIFETIME = 86_400;

/** What the sandbox customer agrees to. Nobody reads it, but every consent names a text. */
const TEXT = 'The sandbox customer shares made-up readings with a company that is being tested.';
const CONSENT: Consent = { textDigest: createHash('sha256').update(TEXT).digest('hex'), locale: 'en', method: 'sandbox' };

export interface SandboxGrant {
  readonly authorizationId: string;
  readonly thirdPartyId: string;
  /** As it was asked for. */
  readonly scope: string;
  readonly purpose: string;
}

/** Grants of the sandbox customer: events like any other, with a mark. */
@Injectable()
export class SandboxGrants {
  constructor(
    @Inject(AuthorizationCommands) private readonly commands: AuthorizationCommands,
    @Inject(RequestClient) private readonly requests: RequestClient,
  ) {}

  /** Has the readings of the sandbox customer published, if that was never done. @throws ProblemError `unavailable` */
  async prepare(): Promise<void> {
    await this.requests.request('meter-ingestion.publish-sandbox', {});
  }

  /** The same authorization id again changes nothing. @throws ProblemError `unavailable` */
  async grant({ authorizationId, thirdPartyId, scope, purpose }: SandboxGrant): Promise<void> {
    await this.prepare();
    const { seconds: at } = currentMoment();
    const terms: Terms = {
      usagePointIds: SANDBOX_USAGE_POINT_IDS,
      // The sandbox has readings only, so these are what can be fetched, whatever else the scope names.
      dataSets: ['usage'],
      authorizedPeriod: { start: at, end: at + LIFETIME },
      publishedPeriod: SANDBOX_PERIOD,
      historyLength: historyLengthOf(scope),
      purpose,
    };
    const holdings = SANDBOX_USAGE_POINT_IDS.map((usagePointId) => ({ usagePointId, periods: [{ start: 0, end: null }] }));
    await this.commands.run(
      authorizationId,
      {
        type: 'grantAuthorization',
        at,
        authorizationId,
        thirdPartyId,
        customerId: SANDBOX_CUSTOMER_ID,
        terms,
        consent: CONSENT,
        scope,
        holdings,
      },
      { commandId: `grant/${authorizationId}`, actor: SANDBOX_CUSTOMER_ID },
    );
  }
}
