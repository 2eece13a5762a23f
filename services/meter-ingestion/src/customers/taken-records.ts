import type { CisReject, CisReason, CisRecord } from '@greenledger/meter-formats';
import { cisReject } from '@greenledger/meter-formats';

/** A record that contradicts what is known. */
export interface RecordConflict {
  readonly record: CisRecord;
  readonly code: CisReason;
  readonly column: string;
  readonly value: string;
}

/** The rejects of a record: one for each of its lines, so that every line is accounted for. */
export function rejectsOf({ record, code, column, value }: RecordConflict): CisReject[] {
  const lines = record.kind === 'bill' ? record.rows : [record];
  return lines.map(({ line, raw }) => cisReject(line, code, column, value, raw));
}
