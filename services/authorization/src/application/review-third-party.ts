import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ReviewDecision } from '@greenledger/contracts';
import type { ThirdPartyCommand } from '../domain/third-party/index.js';
import { ReadModels } from '../projections/read-models.js';
import { ThirdPartyViews } from '../projections/third-party-views.js';
import { Authorizations } from './authorizations.js';
import { DecisionMail } from './decision-mail.js';
import { currentMoment } from './moment.js';
import { ThirdParties } from './third-parties.js';

const BATCH = 200;
const AFTER_TERMINATION = 'The utility ended its relation with the company.';
const AFTER_SANDBOX = 'The tests are over: the company has left the sandbox.';

/** What operators decide about companies, and what follows from a termination. */
@Injectable()
export class ReviewThirdParty {
  private readonly logger = new Logger(ReviewThirdParty.name);
  private revoking: Promise<number> | undefined;

  constructor(
    @Inject(ThirdParties) private readonly thirdParties: ThirdParties,
    @Inject(Authorizations) private readonly authorizations: Authorizations,
    @Inject(ReadModels) private readonly readModels: ReadModels,
    @Inject(ThirdPartyViews) private readonly views: ThirdPartyViews,
    @Inject(DecisionMail) private readonly mail: DecisionMail,
  ) {}

  /**
   * Answers when the decision is committed. A termination revokes afterwards; no release passes in between, because a
   * release asks for the company's status too.
   * @param operator user name, no person's name
   * @returns the stage after it @throws ProblemError `conflict`, `invalid-body`, `not-found`
   */
  async decide(thirdPartyId: string, operator: string, decision: ReviewDecision): Promise<string> {
    const state = await this.thirdParties.command(thirdPartyId, commandOf(decision, operator), undefined, operator);
    await this.mail.tell(state, decision);
    // Also what the sandbox customer granted ends with the approval.
    if (decision.kind === 'terminate' || decision.kind === 'approve')
      void this.revokeTerminated().catch((error: unknown) => this.tellFailure(error));
    return state.stage;
  }

  /**
   * Revokes what terminated companies still hold, and what approved ones hold of the sandbox. What to do stands in the log alone, so after a crash the next call goes on
   * where this one ended; runs that overlap do the same work once.
   * @returns how many were revoked
   */
  revokeTerminated(): Promise<number> {
    this.revoking ??= this.revokeAll().finally(() => (this.revoking = undefined));
    return this.revoking;
  }

  private async revokeAll(): Promise<number> {
    let revoked = 0;
    for (;;) {
      await this.readModels.catchUp();
      const found = await this.views.authorizationsToRevoke(BATCH);
      if (found.length === 0) return revoked;
      for (const { authorizationId, sandbox } of found) {
        await this.authorizations.revoke({ authorizationId, by: 'utility', reason: sandbox ? AFTER_SANDBOX : AFTER_TERMINATION });
        revoked++;
      }
    }
  }

  private tellFailure(error: unknown): void {
    this.logger.warn(`revoking after a termination is interrupted, it goes on with the next sweep: ${nameOf(error)}`);
  }
}

function commandOf(decision: ReviewDecision, operator: string): ThirdPartyCommand {
  switch (decision.kind) {
    case 'approve':
      return { type: 'approveThirdParty', approvedBy: operator };
    case 'decline':
      return { type: 'declineThirdParty', declinedBy: operator, reason: decision.reason };
    case 'hold': {
      const { reason, cureBy } = decision;
      return { type: 'suspendThirdParty', suspendedBy: operator, reason, cureBy, at: currentMoment().seconds };
    }
    case 'reinstate':
      return { type: 'reinstateThirdParty', reinstatedBy: operator };
    case 'terminate':
      return { type: 'terminateThirdParty', terminatedBy: operator, reason: decision.reason };
    default:
      return decision satisfies never;
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
