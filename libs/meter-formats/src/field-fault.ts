import type { LineReject, RefusedReadings } from './meter-readings.js';

/** Thrown inside the reader of a record, caught at its edge: the whole record is refused for this reason. */
export class FieldFault<Code extends string> extends Error {
  constructor(
    readonly code: Code,
    readonly field: string,
    readonly value: string,
    /** What the record would have brought, where it tells so. */
    readonly readings?: RefusedReadings,
  ) {
    super(code);
  }
}

const LONGEST_VALUE = 64;

/** Where a refused record stands in its file. */
export interface Place {
  readonly line: number;
  readonly raw: string;
  readonly lastLine?: number;
}

/** The reject of a record: what was refused, by which rule of `reasons`. */
export function rejectOf<Code extends string>(
  place: Place,
  fault: FieldFault<Code>,
  reasons: Readonly<Record<Code, string>>,
): LineReject<Code> {
  const value = printable(fault.value.slice(0, LONGEST_VALUE));
  const text = `${reasons[fault.code]}; ${fault.field} is ${value === '' ? 'blank' : `"${value}"`}`;
  const named = { kind: 'reject' as const, line: place.line, field: fault.field, value, code: fault.code, text, raw: place.raw };
  const reject = fault.readings ? { ...named, readings: fault.readings } : named;
  return place.lastLine === undefined || place.lastLine === place.line ? reject : { ...reject, lastLine: place.lastLine };
}

/** What may stand in a message: anything but printable ASCII becomes a question mark. */
const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');
