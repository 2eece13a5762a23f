import type { ImportKind, ImportState } from '@greenledger/contracts';
import type { MeterFormat } from '@greenledger/meter-formats';
import type { Packing } from '../door/unpack.js';

/** Whether nothing more becomes of an import by itself. */
export const isFinal = (state: ImportState): boolean => state === 'stored' || state === 'refused' || state === 'failed';

/** A row of the ledger. */
export interface ImportRecord {
  readonly id: string;
  readonly kind: ImportKind;
  /** Of the content, lower-case hex: the same content is the same import, however it was packed. */
  readonly sha256: string;
  /** Of the bytes as they were delivered first. */
  readonly deliveredSha256: string;
  readonly packing: Packing;
  readonly fileName: string;
  /** As delivered. */
  readonly sizeBytes: number;
  readonly contentBytes: number;
  /** How far the content has been read. */
  readonly readBytes: number;
  readonly receivedAt: Date;
  readonly finishedAt: Date | null;
  readonly state: ImportState;
  readonly attempts: number;
  /** Of a meter file. */
  readonly format: MeterFormat | null;
  /** The profile that the upload named; without one the sender in the file picks it. */
  readonly profile: { readonly name: string; readonly version: number } | null;
  /** Which profiles were in force when the file was judged. */
  readonly profileRevision: number;
  readonly crosswalkRevision: number;
  /** The import whose refused lines this one judges anew. */
  readonly replayOf: string | null;
  /** The fate of every line up to this position is committed; an import that was interrupted goes on behind it. */
  readonly resumePosition: number;
  readonly acceptedLines: number;
  readonly rejectedLines: number;
  /** Lines that were understood and bring no readings to publish. */
  readonly notedLines: number;
  readonly readings: number;
  readonly batches: number;
  readonly usagePointsChanged: number;
  readonly stored: { readonly added: number; readonly corrected: number; readonly duplicate: number; readonly superseded: number };
  readonly refusal: { readonly code: string; readonly detail: string } | null;
  readonly notes: readonly string[];
}

/** The columns of an import under the names of ImportRecord, for SELECT. */
export const IMPORT_COLUMNS = `id, kind, sha256, delivered_sha256, packing, file_name, size_bytes, content_bytes, read_bytes, received_at, finished_at, state, attempts, resume_line, accepted_lines,
  rejected_lines, noted_lines, format, profile_name, profile_version, profile_revision, crosswalk_revision, replay_of, readings, batches, usage_points_changed, stored_added, stored_corrected, stored_duplicate, stored_superseded,
  refusal_code, refusal_detail, notes`;

/** A row as the driver gives it: bigint as text. */
export type ImportRow = Record<string, unknown> & {
  id: string;
  kind: ImportKind;
  sha256: string;
  delivered_sha256: string;
  packing: Packing;
  file_name: string;
  received_at: Date;
  finished_at: Date | null;
  state: ImportState;
  format: MeterFormat | null;
  profile_name: string | null;
  replay_of: string | null;
  refusal_code: string | null;
  refusal_detail: string | null;
  notes: string[];
};

export function importRecord(row: ImportRow): ImportRecord {
  const number = (column: string): number => Number(row[column]);
  return {
    id: row.id,
    kind: row.kind,
    sha256: row.sha256,
    deliveredSha256: row.delivered_sha256,
    packing: row.packing,
    fileName: row.file_name,
    sizeBytes: number('size_bytes'),
    contentBytes: number('content_bytes'),
    readBytes: number('read_bytes'),
    receivedAt: row.received_at,
    finishedAt: row.finished_at,
    state: row.state,
    attempts: number('attempts'),
    resumePosition: number('resume_line'),
    format: row.format,
    profile: row.profile_name === null ? null : { name: row.profile_name, version: number('profile_version') },
    profileRevision: number('profile_revision'),
    crosswalkRevision: number('crosswalk_revision'),
    replayOf: row.replay_of,
    acceptedLines: number('accepted_lines'),
    rejectedLines: number('rejected_lines'),
    notedLines: number('noted_lines'),
    readings: number('readings'),
    batches: number('batches'),
    usagePointsChanged: number('usage_points_changed'),
    stored: {
      added: number('stored_added'),
      corrected: number('stored_corrected'),
      duplicate: number('stored_duplicate'),
      superseded: number('stored_superseded'),
    },
    refusal: row.refusal_code === null ? null : { code: row.refusal_code, detail: row.refusal_detail ?? '' },
    notes: row.notes,
  };
}
