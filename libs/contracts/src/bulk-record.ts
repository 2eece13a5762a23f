import { ProblemError } from './error-codes.js';
import type { RecordRelease } from './requests/authorization-requests.js';
import type { ReleaseOutcome } from './requests/record-releases-requests.js';
import type { ReplyOf } from './requests/requests.js';
import type { DataSet } from './data-sets.js';

type Reply = ReplyOf<'authorization.record-bulk-parts'>;

/** Releases of one bulk feed: what they share stands once, the rest column by column, each with an entry for every part. */
export interface BulkRecord extends Pick<RecordRelease, 'thirdPartyId' | 'clientId' | 'resource' | 'rendererVersion'> {
  /** The different lists of data sets that its parts show. */
  readonly dataSets: readonly (readonly DataSet[])[];
  readonly parts: {
    readonly releaseIds: readonly string[];
    readonly authorizationIds: readonly string[];
    readonly manifestDigests: readonly string[];
    /** Start and end of the window of the manifest. */
    readonly windows: readonly (readonly [start: number, end: number])[];
    readonly usagePointIds: readonly (readonly string[])[];
    /** Place of its list in `dataSets`. */
    readonly dataSets: readonly number[];
    readonly blocks: readonly number[];
    readonly readings: readonly number[];
    /** Of the extent; 1 or 0. */
    readonly complete: readonly number[];
    /** Of the extent: for each usage point of the part start, end, start, end and so on of its windows. */
    readonly extents: readonly (readonly (readonly number[])[])[];
  };
}

/**
 * Puts releases into columns.
 * @returns undefined when they cannot be said so: they are not of one company, client, resource and renderer, or one tells no
 *   extent, or counts of other usage points than it names
 */
export function bulkRecordOf(releases: readonly RecordRelease[]): BulkRecord | undefined {
  const [first] = releases;
  if (!first) return undefined;
  const { thirdPartyId, clientId, resource, rendererVersion } = first;
  const dataSets: (readonly DataSet[])[] = [];
  const places = releases.map((release) => placeIn(dataSets, release.dataSets));
  const regular = (release: RecordRelease): boolean =>
    release.thirdPartyId === thirdPartyId &&
    release.clientId === clientId &&
    release.resource === resource &&
    release.rendererVersion === rendererVersion &&
    release.counts.usagePoints === release.usagePointIds.length &&
    release.extent?.usagePoints.length === release.usagePointIds.length &&
    release.extent.usagePoints.every(({ usagePointId }, i) => usagePointId === release.usagePointIds[i]);
  if (!releases.every(regular)) return undefined;
  return {
    thirdPartyId,
    clientId,
    resource,
    rendererVersion,
    dataSets,
    parts: {
      releaseIds: releases.map(({ releaseId }) => releaseId),
      authorizationIds: releases.map(({ authorizationId }) => authorizationId),
      manifestDigests: releases.map(({ manifestDigest }) => manifestDigest),
      windows: releases.map(({ window }) => [window.start, window.end]),
      usagePointIds: releases.map(({ usagePointIds }) => usagePointIds),
      dataSets: places,
      blocks: releases.map(({ counts }) => counts.blocks),
      readings: releases.map(({ counts }) => counts.readings),
      complete: releases.map(({ extent }) => (extent!.complete ? 1 : 0)),
      extents: releases.map(({ extent }) => extent!.usagePoints.map(({ windows }) => windows.flatMap(({ start, end }) => [start, end]))),
    },
  };
}

/** The releases of a record, in its order. @throws ProblemError `invalid-body` when a column does not have an entry for each */
export function releasesOf({ thirdPartyId, clientId, resource, rendererVersion, dataSets, parts }: BulkRecord): RecordRelease[] {
  const count = parts.releaseIds.length;
  if (Object.values(parts).some((column) => column.length !== count)) throw misshapen();
  return parts.releaseIds.map((releaseId, i) => {
    const usagePointIds = parts.usagePointIds[i]!;
    const [start, end] = parts.windows[i]!;
    const extents = parts.extents[i]!;
    const shown = dataSets[parts.dataSets[i]!];
    if (!shown || extents.length !== usagePointIds.length) throw misshapen();
    return {
      resource,
      manifestDigest: parts.manifestDigests[i]!,
      rendererVersion,
      window: { start, end },
      usagePointIds,
      dataSets: shown,
      counts: { usagePoints: usagePointIds.length, blocks: parts.blocks[i]!, readings: parts.readings[i]! },
      extent: {
        complete: parts.complete[i] === 1,
        usagePoints: usagePointIds.map((usagePointId, point) => ({ usagePointId, windows: windowsOf(extents[point]!) })),
      },
      releaseId,
      authorizationId: parts.authorizationIds[i]!,
      thirdPartyId,
      clientId,
    };
  });
}

/** Outcomes as they travel back. @param outcomes of the parts of a record, in its order */
export function bulkReplyOf(outcomes: readonly ReleaseOutcome[]): Reply {
  let recordedAt: string | null = null;
  const others: { place: number; outcome: ReleaseOutcome }[] = [];
  const versions = outcomes.map((outcome, place) => {
    if ('recorded' in outcome && outcome.recorded && (recordedAt ?? outcome.recordedAt) === outcome.recordedAt) {
      recordedAt = outcome.recordedAt;
      return outcome.version;
    }
    others.push({ place, outcome });
    return 0;
  });
  return { recordedAt, versions, others };
}

/** What `bulkReplyOf` was made from. @param releaseIds of the record @throws RangeError when the reply is of another record */
export function outcomesOf({ recordedAt, versions, others }: Reply, releaseIds: readonly string[]): ReleaseOutcome[] {
  const exceptions = new Map(others.map(({ place, outcome }) => [place, outcome]));
  return releaseIds.map((releaseId, place) => {
    const other = exceptions.get(place);
    if (other) return other;
    const version = versions[place] ?? 0;
    if (version === 0 || recordedAt === null) throw new RangeError('the reply of a bulk record tells nothing of one of its parts');
    return { recorded: true, releaseId, version, recordedAt };
  });
}

/** Longest JSON of a release by itself: ids, digest and counts of fixed length, and what each of its usage points adds. */
const [FIXED, USAGE_POINT, WINDOW] = [800, 160, 60];

/** More characters than a release has as JSON, and than its part of a bulk event has; cheaper than writing it. */
export function charactersAtMost({ usagePointIds, extent }: Pick<RecordRelease, 'usagePointIds' | 'extent'>): number {
  let windows = 0;
  for (const one of extent?.usagePoints ?? []) windows += one.windows.length;
  return FIXED + usagePointIds.length * USAGE_POINT + windows * WINDOW;
}

function windowsOf(numbers: readonly number[]): { start: number; end: number }[] {
  const windows: { start: number; end: number }[] = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) windows.push({ start: numbers[i]!, end: numbers[i + 1]! });
  return windows;
}

function placeIn(lists: (readonly DataSet[])[], list: readonly DataSet[]): number {
  const known = lists.findIndex((other) => other === list || (other.length === list.length && other.every((set, i) => set === list[i])));
  return known >= 0 ? known : lists.push(list) - 1;
}

const misshapen = (): ProblemError => new ProblemError('invalid-body', 'Each column of a bulk record has one entry for each release.');
