import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { charactersAtMost, MOST_BULK_CHARACTERS, MOST_IN_BULK, ProblemError, releasesOf } from '@greenledger/contracts';
import type {
  BulkRecord,
  BulkReleasePart,
  DataReleased,
  DataReleasedInBulk,
  RecordRelease,
  ReleaseDecision,
  ReleaseOutcome,
} from '@greenledger/contracts';
import { eventId, EventIdReused, EventStore, uuidV5, VersionConflict, type RecordedEvent } from '@greenledger/event-store';
import { CompanyStatuses, unchangedCompany, type CompanyStatus } from './company-statuses.js';
import { authorizationDecider, authorizationStream } from './deciders.js';
import { currentMoment } from './moment.js';
import { ReleaseQueue } from './release-queue.js';
import { StateCache } from './state-cache.js';

/** UUID v5 of the DNS name `bulk-releases.greenledger.invalid`. */
const NAMESPACE = '0d7f4d0e-3c55-5b7e-9a86-2f5b8a1c6e43';

/**
 * Records the releases of a bulk feed with one event. It is appended while every authorization in it, and the company, stand at the
 * version that was judged, so a revocation or suspension that is committed keeps its release out, as for a single one. What is out
 * of the ordinary (a refusal, a share for one time, a conflict again) goes the way of single releases, which tells it apart.
 */
@Injectable()
export class BulkReleases {
  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(StateCache) private readonly states: StateCache,
    @Inject(CompanyStatuses) private readonly companies: CompanyStatuses,
    @Inject(ReleaseQueue) private readonly queue: ReleaseQueue,
  ) {}

  /**
   * @returns in the order of the releases; the same releases again are answered with what was recorded first
   * @throws ProblemError `invalid-body` when they are too many or not of one bulk feed
   */
  async record(releases: readonly RecordRelease[]): Promise<ReleaseOutcome[]> {
    checkBulk(releases);
    return this.#record(releases);
  }

  /** The same of releases in columns. @throws ProblemError `invalid-body` also for columns that do not fit each other */
  async recordColumns(record: BulkRecord): Promise<ReleaseOutcome[]> {
    const releases = releasesOf(record);
    checkSize(
      releases.length,
      releases.reduce((sum, release) => sum + charactersAtMost(release), 0),
    );
    return this.#record(releases);
  }

  async #record(releases: readonly RecordRelease[]): Promise<ReleaseOutcome[]> {
    if (releases.length < 2) return this.queue.recordAll(releases);
    const bulkReleaseId = uuidV5(
      createHash('sha256')
        .update(releases.map(({ releaseId }) => releaseId).join())
        .digest('hex'),
      NAMESPACE,
    );
    const recorded = await this.#recordTogether(bulkReleaseId, releases);
    const outcomes = releases.map(({ releaseId }) => recorded.get(releaseId));
    const others = await this.queue.recordAll(releases.filter((_, place) => !outcomes[place]));
    let next = 0;
    return outcomes.map((outcome) => outcome ?? others[next++]!);
  }

  /** Those that are allowed, and cause nothing but their release, as far as this process knows. */
  async #candidates(releases: readonly RecordRelease[], company: CompanyStatus): Promise<BulkReleasePart[]> {
    const first = await this.#judge(releases, company);
    const doubtful = releases.filter((_, place) => !first[place]);
    // Nothing is refused by what is kept: new terms may allow it.
    for (const { authorizationId } of doubtful) this.states.forget(authorizationId);
    const again = await this.#judge(doubtful, company);
    let next = 0;
    return first.flatMap((part) => part ?? again[next++] ?? []);
  }

  async #judge(releases: readonly RecordRelease[], { status }: CompanyStatus): Promise<(BulkReleasePart | undefined)[]> {
    const { seconds: at } = currentMoment();
    const states = await this.states.statesOf(releases.map(({ authorizationId }) => authorizationId));
    return releases.map((release, place) => {
      const { state, version } = states[place]!;
      if (state.status !== 'active') return undefined;
      const decided = authorizationDecider.decide({ type: 'recordRelease', at, release, thirdPartyStatus: status }, state);
      const [event] = decided;
      return decided.length === 1 && event?.type === 'DataReleased' ? partOf(event.data, version) : undefined;
    });
  }

  /**
   * Appends the record. What moved on meanwhile is judged anew once, and left out when it moves again: were all left out and recorded by
   * themselves, a repetition of the request would find no record and might make one.
   * @returns the receipts by release id
   */
  async #recordTogether(bulkReleaseId: string, releases: readonly RecordRelease[]): Promise<ReadonlyMap<string, ReleaseDecision>> {
    const { thirdPartyId, clientId, resource, rendererVersion } = releases[0]!;
    const stream = `bulk-release-${bulkReleaseId}`;
    const metadata = { occurredAt: currentMoment().text, actor: thirdPartyId };
    const leftOut = new Set<string>();
    for (let round = 0; ; round++) {
      const company = await this.companies.read(thirdPartyId);
      const open = releases.filter(({ releaseId }) => !leftOut.has(releaseId));
      const parts = company ? await this.#candidates(open, company) : [];
      if (!company || parts.length === 0) break;
      const data: DataReleasedInBulk['data'] = { bulkReleaseId, thirdPartyId, clientId, resource, rendererVersion, parts };
      const event = { id: eventId(stream, 0), type: 'DataReleasedInBulk', data, metadata };
      const judged = parts.map(({ authorizationId, authorizationVersion: version }) => ({
        stream: authorizationStream(authorizationId),
        version,
      }));
      const conditions = [...judged, unchangedCompany(thirdPartyId, company)];
      const outcome = await this.store.appendWhile({ stream, events: [event], expectedVersion: 0 }, conditions);
      if ('moved' in outcome) {
        // The company stands behind the parts.
        for (const { authorizationId, releaseId } of outcome.moved.flatMap((place) => parts[place] ?? [])) {
          this.states.forget(authorizationId);
          if (round > 0) leftOut.add(releaseId);
        }
      } else if ('failure' in outcome) {
        if (outcome.failure instanceof EventIdReused || outcome.failure instanceof VersionConflict) break;
        throw outcome.failure;
      } else {
        return receiptsOf(parts, outcome.events[0]!.recordedAt);
      }
    }
    return this.#recordedBefore(stream, releases);
  }

  /** What an earlier request with the same releases recorded, if there was one: its answer was lost. */
  async #recordedBefore(stream: string, releases: readonly RecordRelease[]): Promise<ReadonlyMap<string, ReleaseDecision>> {
    const [event] = (await this.store.readStream(stream)) as readonly RecordedEvent<DataReleasedInBulk>[];
    if (!event) return new Map();
    const digests = new Map(releases.map(({ releaseId, manifestDigest }) => [releaseId, manifestDigest]));
    if (event.data.parts.some(({ releaseId, manifestDigest }) => digests.get(releaseId) !== manifestDigest)) {
      throw new ProblemError('conflict', 'the release ids were used for other manifests; choose new release ids');
    }
    return receiptsOf(event.data.parts, event.recordedAt);
  }
}

function receiptsOf(parts: readonly BulkReleasePart[], recordedAt: string): ReadonlyMap<string, ReleaseDecision> {
  return new Map(
    parts.map(({ releaseId, authorizationVersion: version }) => [releaseId, { recorded: true, releaseId, version, recordedAt } as const]),
  );
}

/** What a release does not share with the others of its record. */
function partOf(release: DataReleased['data'], authorizationVersion: number): BulkReleasePart {
  const { authorizationId, releaseId, termsVersion, manifestDigest, window, usagePointIds, dataSets, counts, extent, sandbox } = release;
  const manifest = { manifestDigest, window, usagePointIds, dataSets, counts, ...(extent && { extent }) };
  return { authorizationId, authorizationVersion, releaseId, termsVersion, ...manifest, ...(sandbox && { sandbox }) };
}

function checkBulk(releases: readonly RecordRelease[]): void {
  const [first] = releases;
  const members = ['thirdPartyId', 'clientId', 'resource', 'rendererVersion'] as const;
  if (!releases.every((release) => members.every((member) => release[member] === first![member]))) {
    throw new ProblemError(
      'invalid-body',
      'A bulk record holds releases of one company, client, resource and renderer: send one for each.',
    );
  }
  checkSize(releases.length, JSON.stringify(releases).length);
}

function checkSize(count: number, characters: number): void {
  if (count <= MOST_IN_BULK && characters <= MOST_BULK_CHARACTERS) return;
  const detail = `A bulk record holds at most ${MOST_IN_BULK} releases and ${MOST_BULK_CHARACTERS} characters: send several.`;
  throw new ProblemError('invalid-body', detail);
}
