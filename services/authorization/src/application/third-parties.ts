import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ThirdPartyRegistered, ThirdPartyStatus } from '@greenledger/contracts';
import { EventStore, handleCommand, stateOf } from '@greenledger/event-store';
import type { ThirdPartyCommand } from '../domain/third-party/index.js';
import { thirdPartyDecider, thirdPartyStream } from './deciders.js';
import { currentMoment } from './moment.js';

/** Register and approve companies. */
@Injectable()
export class ThirdParties {
  constructor(@Inject(EventStore) private readonly store: EventStore) {}

  /** @throws ProblemError `invalid-body` that names the fact at fault */
  async register(facts: ThirdPartyRegistered['data']): Promise<void> {
    await this.command(facts.thirdPartyId, 'register', { type: 'registerThirdParty', facts });
  }

  /** Puts a company into production; approving twice changes nothing. @throws ProblemError `not-found` */
  async approve(thirdPartyId: string, approvedBy: string): Promise<void> {
    await this.command(thirdPartyId, 'approve', { type: 'approveThirdParty', approvedBy });
  }

  /** The status from the stream itself, never from a projection. @throws ProblemError `not-found` */
  async status(thirdPartyId: string): Promise<ThirdPartyStatus> {
    const state = stateOf(thirdPartyDecider, await this.store.readStream(thirdPartyStream(thirdPartyId)));
    if (state.status === 'none') throw new ProblemError('not-found', 'there is no such third party');
    return state.status;
  }

  private async command(thirdPartyId: string, verb: string, command: ThirdPartyCommand): Promise<void> {
    const context = { commandId: `${verb}/${thirdPartyId}`, occurredAt: currentMoment().text };
    await handleCommand(this.store, thirdPartyStream(thirdPartyId), thirdPartyDecider, command, context);
  }
}
