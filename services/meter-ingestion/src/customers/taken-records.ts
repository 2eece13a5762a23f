import type { CisReject, CisReason, CisRecord } from '@greenledger/meter-formats';
import { cisReject, rejectEntry } from '@greenledger/meter-formats';

/** Of which place in its file: rises strictly. */
export interface Positioned {
  readonly position: number;
}

/** A record that contradicts what is known. */
export interface RecordConflict {
  readonly record: CisRecord & Positioned;
  readonly code: CisReason;
  readonly column: string;
  readonly value: string;
}

export type PositionedCisReject = CisReject & Positioned;

/** The rejects of a record: one for each of its lines, so that every line is accounted for. */
export function rejectsOf({ record, code, column, value }: RecordConflict): PositionedCisReject[] {
  if (record.kind === 'bill') return record.rows.map(({ line, raw }) => ({ ...cisReject(line, code, column, value, raw), position: line }));
  return [{ ...rejectEntry(record, code, column, value), position: record.position }];
}
