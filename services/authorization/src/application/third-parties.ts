import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ThirdPartyRegistered, ThirdPartyStatus, ThirdPartyTest } from '@greenledger/contracts';
import { EventStore, handleCommand, stateOf } from '@greenledger/event-store';
import type { ExistingThirdParty, RecordCredentialChange, ThirdPartyCommand } from '../domain/third-party/index.js';
import { thirdPartyDecider, thirdPartyStream } from './deciders.js';
import { currentMoment } from './moment.js';

/** The commands of the ThirdParty aggregate. What an operator decides stands in review-third-party.ts. */
@Injectable()
export class ThirdParties {
  constructor(@Inject(EventStore) private readonly store: EventStore) {}

  /** @returns the state as registered first, when the id is known already @throws ProblemError `invalid-body` that names the fact at fault */
  async register(facts: ThirdPartyRegistered['data']): Promise<ExistingThirdParty> {
    return this.command(facts.thirdPartyId, { type: 'registerThirdParty', facts }, `register/${facts.thirdPartyId}`);
  }

  /** Puts a company into production; approving twice changes nothing. @throws ProblemError `not-found`, `conflict` */
  async approve(thirdPartyId: string, approvedBy: string): Promise<void> {
    await this.command(thirdPartyId, { type: 'approveThirdParty', approvedBy });
  }

  async confirmEmail(thirdPartyId: string): Promise<string> {
    return (await this.command(thirdPartyId, { type: 'confirmEmail' })).stage;
  }

  async recordTestPassed(thirdPartyId: string, test: ThirdPartyTest, runId: string): Promise<void> {
    await this.command(thirdPartyId, { type: 'recordTestPassed', test, runId }, `test/${runId}`);
  }

  /** @returns the stage after it: what was declined goes back to review */
  async modify(facts: ThirdPartyRegistered['data']): Promise<string> {
    return (await this.command(facts.thirdPartyId, { type: 'modifyThirdParty', facts })).stage;
  }

  async recordCredentialChange(thirdPartyId: string, change: RecordCredentialChange['change']): Promise<void> {
    await this.command(thirdPartyId, { type: 'recordCredentialChange', change });
  }

  /**
   * Makes a registration for self access this customer's own; of two customers at the same moment the stream takes one.
   * @throws ProblemError `forbidden` when it is another customer's
   */
  async bindCustomer(thirdPartyId: string, customerId: string): Promise<void> {
    await this.command(thirdPartyId, { type: 'bindCustomer', customerId });
  }

  /** The status from the stream itself, never from a projection. @throws ProblemError `not-found` */
  async status(thirdPartyId: string): Promise<ThirdPartyStatus> {
    return (await this.current(thirdPartyId)).status;
  }

  /** The state from the stream itself. @throws ProblemError `not-found` */
  async current(thirdPartyId: string): Promise<ExistingThirdParty> {
    const state = stateOf(thirdPartyDecider, await this.store.readStream(thirdPartyStream(thirdPartyId)));
    if (state.status === 'none') throw new ProblemError('not-found', 'there is no such third party');
    return state;
  }

  /** @param commandId the same id again is the same command; without it every call is one of its own */
  async command(
    thirdPartyId: string,
    command: ThirdPartyCommand,
    commandId: string = `${command.type}/${randomUUID()}`,
    actor?: string,
  ): Promise<ExistingThirdParty> {
    const context = { commandId, occurredAt: currentMoment().text, actor };
    const { state } = await handleCommand(this.store, thirdPartyStream(thirdPartyId), thirdPartyDecider, command, context);
    return state as ExistingThirdParty;
  }
}
