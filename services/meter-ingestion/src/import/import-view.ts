import type { ImportKind, ImportRecord, ImportState } from './import-record.js';

/** An import as the operator sees it. */
export interface ImportView {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly state: ImportState;
  /** RFC 3339 UTC. */
  readonly receivedAt: string;
  readonly finishedAt: string | null;
  readonly lines: { readonly accepted: number; readonly rejected: number };
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
  const { id, acceptedLines, rejectedLines, receivedAt, finishedAt, kind, fileName, sha256, sizeBytes, state } = record;
  return {
    importId: id,
    kind,
    fileName,
    sha256,
    sizeBytes,
    state,
    receivedAt: receivedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    lines: { accepted: acceptedLines, rejected: rejectedLines },
    readings: record.readings,
    batches: record.batches,
    usagePointsChanged: record.usagePointsChanged,
    stored: record.stored,
    refusal: record.refusal,
    notes: record.notes,
  };
}
