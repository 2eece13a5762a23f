import type { LineOfReadings, LineReject } from '../meter-readings.js';
import { splitFields } from '../lines/split-fields.js';
import type { TextLine } from '../lines/split-lines.js';
import { readHeader } from './header-fields.js';
import { CMEP_REASONS, type CmepReason, LineFault } from './reason-codes.js';
import { CMEP_RECORD_TYPES } from './record-types.js';
import { readSets } from './sets.js';
import type { SourceProfiles } from './source-profile.js';

/** Longest line (CMEP 1.20), without its line end. */
export const LONGEST_LINE = 2_048;
const LONGEST_FIELD = 256;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** Faults of a last line without line end that the end of the file explains better. */
const LIKE_A_CUT: ReadonlySet<CmepReason> = new Set(['count-does-not-match', 'count-not-valid', 'value-missing', 'quote-not-closed']);

export type CmepLine = LineOfReadings | LineReject<CmepReason>;

/** How the lines before ended: decides what a last line without line end may look like. */
export type TrailingComma = boolean | undefined;

/**
 * One line of a CMEP file: its readings, or the reason for which the whole line is refused.
 * Follows CMEP 1.20 for MEPMD01, and the dialects of real head-ends (see docs/reference/cmep.md).
 */
export function readCmepLine(line: TextLine, profiles: SourceProfiles, earlierTrailingComma: TrailingComma): CmepLine {
  try {
    return readRecord(line, profiles, earlierTrailingComma);
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    const cut = !line.terminated && LIKE_A_CUT.has(error.code);
    return reject(line, cut ? new LineFault('truncated-line', error.field, error.value) : error);
  }
}

function readRecord(line: TextLine, profiles: SourceProfiles, earlierTrailingComma: TrailingComma): LineOfReadings {
  if (line.overlong) throw new LineFault('line-too-long', 'line', line.text);
  if (!PRINTABLE_ASCII.test(line.text)) throw new LineFault('not-ascii', 'line', line.text.replace(/[^\x20-\x7e]/g, '?'));
  const fields = splitFields(line.text);
  if (!fields) throw new LineFault('quote-not-closed', 'line', line.text);
  expectRecordType(fields[0]!);
  const long = fields.find((field) => field.length > LONGEST_FIELD);
  if (long !== undefined) throw new LineFault('field-too-long', `field ${fields.indexOf(long) + 1}`, long);
  const header = readHeader(fields, profiles);
  const readings = readSets(fields, header);
  // A last value without comma and line end may have lost digits; it is believed only where the lines before end without comma too.
  if (!line.terminated && !line.text.endsWith(',') && earlierTrailingComma !== false) {
    throw new LineFault('truncated-line', 'line', fields.at(-1)!);
  }
  const { kind, flowDirection, accumulationBehaviour, uom, powerOfTenMultiplier, register } = header.unit;
  const intervalLength = register ? 0 : header.step;
  return {
    kind: 'readings',
    line: line.number,
    meterNumber: header.meterNumber,
    channel: { commodity: header.commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength },
    fileTime: header.fileTime,
    readings,
    raw: line.text,
  };
}

function expectRecordType(word: string): void {
  if (word === 'MEPMD01') return;
  throw new LineFault(CMEP_RECORD_TYPES.has(word) ? 'record-type-not-handled-yet' : 'unknown-record-type', 'record type', word);
}

function reject(line: TextLine, fault: LineFault): LineReject<CmepReason> {
  const value = fault.value.slice(0, 64);
  const text = `${CMEP_REASONS[fault.code]}; ${fault.field} is ${value === '' ? 'blank' : `"${value}"`}`;
  return { kind: 'reject', line: line.number, field: fault.field, value, code: fault.code, text, raw: line.text };
}
