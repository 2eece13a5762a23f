import type { ImportView } from '@greenledger/contracts';
import type { ImportRecord } from './import-record.js';

/** An import as the operator sees it. */
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
