import { Inject, Injectable } from '@nestjs/common';
import type { ThirdPartyEvent, ThirdPartyStatus } from '@greenledger/contracts';
import { EventStore, stateOf, type StreamCondition } from '@greenledger/event-store';
import { thirdPartyDecider, thirdPartyStream } from './deciders.js';

/** The status of a company at a version of its stream. */
export interface CompanyStatus {
  readonly status: ThirdPartyStatus;
  readonly version: number;
}

/** Companies kept; those read longest ago go first. */
const MOST = 4_096;

/**
 * Statuses of companies as this process read them last, from their streams. Nothing is decided from one alone: either it is read
 * anew, or the append that follows happens only while the stream still stands at its version.
 */
@Injectable()
export class CompanyStatuses {
  readonly #known = new Map<string, CompanyStatus>();

  constructor(@Inject(EventStore) private readonly store: EventStore) {}

  /** As it was seen last, or else as it is; undefined when there is no such company. */
  async lastSeen(thirdPartyId: string): Promise<CompanyStatus | undefined> {
    return this.#known.get(thirdPartyId) ?? (await this.read(thirdPartyId));
  }

  /** As of every event committed before this call; undefined when there is no such company. */
  async read(thirdPartyId: string): Promise<CompanyStatus | undefined> {
    const events = await this.store.readStream<ThirdPartyEvent>(thirdPartyStream(thirdPartyId));
    const { status } = stateOf(thirdPartyDecider, events);
    this.forget(thirdPartyId);
    if (status === 'none') return undefined;
    const found = { status, version: events.at(-1)!.version };
    this.#known.set(thirdPartyId, found);
    if (this.#known.size > MOST) this.#known.delete(this.#known.keys().next().value!);
    return found;
  }

  forget(thirdPartyId: string): void {
    this.#known.delete(thirdPartyId);
  }
}

/** Holds while nothing was appended to the stream of a company since its status was seen. */
export const unchangedCompany = (thirdPartyId: string, { version }: CompanyStatus): StreamCondition => ({
  stream: thirdPartyStream(thirdPartyId),
  version,
});
