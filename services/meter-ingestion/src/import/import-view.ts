import type { Packing } from '../door/unpack.js';
import type { ImportKind, ImportRecord, ImportState } from './import-record.js';

/** An import as the operator sees it. */
export interface ImportView {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  /** Of the content, lower-case hex. */
  readonly sha256: string;
  /** Of the bytes as delivered; differs from sha256 when the file came packed. */
  readonly deliveredSha256: string;
  readonly packing: Packing;
  readonly format: ImportRecord['format'];
  readonly profile: ImportRecord['profile'];
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
  readonly stored: ImportRecord['stored'];
  readonly refusal: ImportRecord['refusal'];
  readonly notes: readonly string[];
}

export function importView(record: ImportRecord): ImportView {
  const { id, acceptedLines, rejectedLines, receivedAt, finishedAt, kind, fileName, sha256, deliveredSha256, packing, sizeBytes, state } =
    record;
  return {
    importId: id,
    kind,
    fileName,
    sha256,
    deliveredSha256,
    packing,
    format: record.format,
    profile: record.profile,
    replayOf: record.replayOf,
    sizeBytes,
    state,
    receivedAt: receivedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    progress: { readBytes: record.readBytes, contentBytes: record.contentBytes },
    lines: { accepted: acceptedLines, rejected: rejectedLines, noted: record.notedLines },
    readings: record.readings,
    batches: record.batches,
    usagePointsChanged: record.usagePointsChanged,
    stored: record.stored,
    refusal: record.refusal,
    notes: record.notes,
  };
}
