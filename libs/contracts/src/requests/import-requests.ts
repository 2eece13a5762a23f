import type { ServiceName } from '../subjects.js';

/** received → parsing → published → stored; or refused (nothing of it could be taken), or failed (a fault of our own). */
export type ImportState = 'received' | 'parsing' | 'published' | 'stored' | 'refused' | 'failed';
export type ImportKind = 'meter-file' | 'cis-extract';

/** An import as the operator sees it. */
export interface ImportView {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  /** Of the content, lower-case hex. */
  readonly sha256: string;
  /** Of the bytes as delivered; differs from sha256 when the file came packed. */
  readonly deliveredSha256: string;
  readonly packing: 'none' | 'gzip' | 'zip';
  /** Format of a meter file. */
  readonly format: string | null;
  /** The source profile that the whole file is read by. */
  readonly profile: { readonly name: string; readonly version: number } | null;
  /** The import whose refused lines this one judges anew. */
  readonly replayOf: string | null;
  /** As delivered. */
  readonly sizeBytes: number;
  readonly state: ImportState;
  /** RFC 3339 UTC. */
  readonly receivedAt: string;
  readonly finishedAt: string | null;
  /** How much of the content has been read; moves while the state is `parsing`. */
  readonly progress: { readonly readBytes: number; readonly contentBytes: number };
  readonly lines: { readonly accepted: number; readonly rejected: number; readonly noted: number };
  /** Readings sent on to the log. */
  readonly readings: number;
  readonly batches: number;
  readonly usagePointsChanged: number;
  /** What data-delivery reported that it made of them. */
  readonly stored: { readonly added: number; readonly corrected: number; readonly duplicate: number; readonly superseded: number };
  readonly refusal: { readonly code: string; readonly detail: string } | null;
  readonly notes: readonly string[];
}

/** The refused lines of an import, and whether judging them anew may help. */
export interface Quarantine {
  /** Refused, and taken by no replay yet. */
  readonly open: number;
  /** Taken by a replay. */
  readonly replayed: number;
  /** True when crosswalk or profiles have changed since these lines were judged: then a replay may take some of them. */
  readonly replayOffered: boolean;
  /** Open lines whose meter was unknown and is in the crosswalk now. */
  readonly meterKnownNow: number;
  /** Replays of the import, oldest first. */
  readonly replays: readonly string[];
}

/** How many lines one reason refused, with the first of them. */
export interface ReasonCount {
  readonly code: string;
  readonly lines: number;
  readonly firstLine: number;
  /** What was refused, by which rule: the words of the first line. */
  readonly text: string;
}

/** What became of a delivered file, for machines: one JSON object, by API, by webhook and beside a watched file. */
export interface Acknowledgement extends Omit<ImportView, 'progress' | 'batches'> {
  /** Version of this shape; members are only ever added within it. */
  readonly acknowledgement: 1;
  /** False while the import is under way: then the counts still grow. */
  readonly final: boolean;
  /** True when something of the file was taken. */
  readonly accepted: boolean;
  readonly reasons: readonly ReasonCount[];
  readonly quarantine: Quarantine;
  readonly links: { readonly import: string; readonly rejects: string };
}

/** A refused line as it is kept. */
export interface RefusedLine {
  /** Place in the file, strictly rising: the cursor of pages. */
  readonly position: number;
  readonly line: number;
  readonly field: string;
  readonly value: string;
  readonly code: string;
  readonly text: string;
  /** The line as received. */
  readonly raw: string;
  /** The replay that took it. */
  readonly resolvedBy: string | null;
}

/** A version of a source profile as the operator sees it. */
export interface ProfileView {
  readonly name: string;
  readonly version: number;
  /** Place in the order of what came into force; null for a draft. */
  readonly revision: number | null;
  /** As docs/how-to/describe-a-source.md describes it. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly inForce: boolean;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** A profile in force and what has come by it. */
export interface SourceView extends ProfileView {
  /** RFC 3339 UTC; null when no file has come by it. */
  readonly newestFileAt: string | null;
  /** Whether the next file should have come, by the cadence of the profile; null when it has none. */
  readonly overdue: boolean | null;
}

/** What the operator's pages ask about imports and sources. Every one may answer `not-found`. */
export interface ImportRequests {
  /** Newest first, at most 200; `before`: those that came before that import. `next`, the `before` of the next page, is null at the end. */
  'meter-ingestion.list-imports': {
    request: { readonly limit: number; readonly before?: string };
    reply: { readonly imports: readonly ImportView[]; readonly next: string | null };
  };
  'meter-ingestion.get-import': {
    request: { readonly importId: string };
    reply: { readonly import: ImportView; readonly acknowledgement: Acknowledgement };
  };
  /** At most 200 a page, behind a position. */
  'meter-ingestion.list-rejects': {
    request: { readonly importId: string; readonly after: number; readonly limit: number; readonly onlyOpen: boolean };
    reply: { readonly total: number; readonly rejects: readonly RefusedLine[]; readonly next: number | null };
  };
  /** `conflict` when there is nothing to replay. `profile` is a name or `name@version`. */
  'meter-ingestion.start-replay': {
    request: { readonly importId: string; readonly profile: string | null };
    reply: { readonly import: ImportView; readonly isNew: boolean };
  };
  'meter-ingestion.list-source-profiles': { request: Record<string, never>; reply: { readonly profiles: readonly SourceView[] } };
  'meter-ingestion.list-profile-versions': { request: { readonly name: string }; reply: { readonly versions: readonly ProfileView[] } };
  /** `conflict` when the newest version is not the expected one (0: none yet); `invalid-body` names every fault. `by` is a pseudonymous operator id. */
  'meter-ingestion.add-profile-version': {
    request: {
      readonly name: string;
      readonly expectedVersion: number;
      readonly definition: Readonly<Record<string, unknown>>;
      readonly draft: boolean;
      readonly by: string;
    };
    reply: ProfileView;
  };
  'meter-ingestion.activate-profile-version': { request: { readonly name: string; readonly version: number }; reply: ProfileView };
}

export const IMPORT_CALLERS: Record<keyof ImportRequests, readonly ServiceName[]> = {
  'meter-ingestion.list-imports': ['portal'],
  'meter-ingestion.get-import': ['portal'],
  'meter-ingestion.list-rejects': ['portal'],
  'meter-ingestion.start-replay': ['portal'],
  'meter-ingestion.list-source-profiles': ['portal'],
  'meter-ingestion.list-profile-versions': ['portal'],
  'meter-ingestion.add-profile-version': ['portal'],
  'meter-ingestion.activate-profile-version': ['portal'],
};
