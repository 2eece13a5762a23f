import {
  ProblemError,
  releasesInBulk,
  type AuthorizationEvent,
  type DataReleased,
  type DataReleasedInBulk,
  type Terms,
  type ThirdPartyEvent,
} from '@greenledger/contracts';
import {
  decideRelease,
  evolveAuthorization,
  initialAuthorization,
  judgePeriod,
  type AuthorizationState,
} from '../../domain/authorization/index.js';
import { evolveThirdParty, initialThirdParty, type ThirdPartyState } from '../../domain/third-party/index.js';
import type { LogRecord } from '../leaf.js';

/** Between the decision and the commit lies a moment, and two clocks: at the ends of a period recordedAt is given this much, seconds. */
const CLOCK_TOLERANCE = 60;

const AUTHORIZATION = 'authorization-';
const THIRD_PARTY = 'third-party-';
const BULK_RELEASE = 'bulk-release-';

/** Re-judges each release from the events before it, by the rules of the domain. Takes the records in the order of the log. */
export class ReleaseAudit {
  readonly #authorizations = new Map<string, AuthorizationState>();
  readonly #thirdParties = new Map<string, ThirdPartyState>();
  #releases = 0;

  get releases(): number {
    return this.#releases;
  }

  /** @returns what is wrong with the record, if it is a release; nothing for a covered one and for every other event. */
  judge(record: LogRecord): string[] {
    if (record.stream.startsWith(THIRD_PARTY)) {
      const state = this.#thirdParties.get(record.stream) ?? initialThirdParty;
      this.#thirdParties.set(record.stream, evolveThirdParty(state, record as unknown as ThirdPartyEvent));
    }
    if (record.type === 'DataReleasedInBulk') return this.#judgeBulk(record);
    const state = this.#authorizations.get(record.stream) ?? initialAuthorization;
    const faults = record.type === 'DataReleased' ? this.#judgeRelease(record, state) : [];
    if (record.stream.startsWith(AUTHORIZATION)) {
      this.#authorizations.set(record.stream, evolveAuthorization(state, record as unknown as AuthorizationEvent));
    }
    return faults;
  }

  /** Each release of a bulk record is judged by the events that stand before the record, as if it stood in the stream of its authorization. */
  #judgeBulk(record: LogRecord): string[] {
    const bulk = record.data as DataReleasedInBulk['data'];
    const faults = record.stream === BULK_RELEASE + bulk.bulkReleaseId ? [] : ['it names another bulk release than its stream'];
    for (const [place, data] of releasesInBulk(bulk).entries()) {
      const stream = AUTHORIZATION + data.authorizationId;
      const state = this.#authorizations.get(stream) ?? initialAuthorization;
      const found = this.#judgeRelease({ ...record, stream, data }, state);
      const { authorizationVersion } = bulk.parts[place]!;
      if (authorizationVersion !== state.version) {
        found.push(`it was allowed for version ${authorizationVersion}, but ${state.version} stood when it was recorded`);
      }
      faults.push(...found.map((fault) => `release ${data.releaseId} of ${stream}: ${fault}`));
    }
    return faults;
  }

  #judgeRelease(record: LogRecord, state: AuthorizationState): string[] {
    this.#releases++;
    const release = record.data as DataReleased['data'];
    if (state.status === 'none') return ['there is no authorization before it in its stream'];
    const faults: string[] = [];
    if (record.stream !== AUTHORIZATION + release.authorizationId || state.authorizationId !== release.authorizationId) {
      faults.push('it names another authorization than its stream');
    }
    const thirdParty = this.#thirdParties.get(THIRD_PARTY + release.thirdPartyId) ?? initialThirdParty;
    const thirdPartyStatus = thirdParty.status === 'none' ? 'review' : thirdParty.status;
    if (thirdParty.status !== 'none' && thirdParty.facts.clientId !== release.clientId) {
      faults.push('it went to a client that is not the one of the third party');
    }
    if (release.termsVersion !== state.termsVersion) {
      faults.push(`it names the terms of version ${release.termsVersion}, but those of version ${state.termsVersion} were in force`);
    }
    const occurredAt = secondsOf(record.occurredAt);
    const recordedAt = secondsOf(record.recordedAt);
    if (Number.isNaN(occurredAt) || Number.isNaN(recordedAt)) return [...faults, 'its times cannot be read'];
    const judgement = decideRelease(state, { type: 'recordRelease', at: occurredAt, release, thirdPartyStatus });
    if (!judgement.allowed) faults.push(judgement.refusal.code);
    else if (outsidePeriod(state.terms, recordedAt)) faults.push('it was recorded outside the authorized period');
    return faults;
  }
}

function outsidePeriod(terms: Terms, recordedAt: number): boolean {
  const tooEarly = judgePeriod(terms, recordedAt + CLOCK_TOLERANCE)?.code === 'authorization-not-yet-valid';
  return tooEarly || judgePeriod(terms, recordedAt - CLOCK_TOLERANCE)?.code === 'authorization-expired';
}

/** Whole seconds since 1970-01-01 UTC; NaN when the text is no time. */
function secondsOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

/** Data of an unexpected shape makes the rules throw: that is a fault of the record, not of the verifier. */
export function judgeSafely(audit: ReleaseAudit, record: LogRecord): string[] {
  try {
    return audit.judge(record);
  } catch (error) {
    if (error instanceof ProblemError || error instanceof TypeError) return [`it cannot be judged: ${error.message}`];
    throw error;
  }
}
