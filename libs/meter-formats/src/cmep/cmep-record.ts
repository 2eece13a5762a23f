import type { EquipmentChange, TimeOfUseTotals } from '../formats/meter-file-line.js';
import { rejectOf } from '../field-fault.js';
import { splitFields } from '../lines/split-fields.js';
import type { TextLine } from '../lines/split-lines.js';
import type { LineNote, LineOfReadings, LineReject } from '../meter-readings.js';
import { profileOf } from './header-fields.js';
import { LONGEST_LINE } from './longest-line.js';
import { readMepec01 } from './mepec01.js';
import { readMepmd01 } from './mepmd01.js';
import { readMepmd02 } from './mepmd02.js';
import { CMEP_REASONS, type CmepReason, LineFault } from './reason-codes.js';
import { ALARM_RECORD_TYPES, CMEP_RECORD_TYPES } from './record-types.js';
import type { SourceProfiles } from './source-profile.js';

export { LONGEST_LINE };
const LONGEST_FIELD = 256;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** Faults of a last line without line end that the end of the file explains better. */
const LIKE_A_CUT: ReadonlySet<CmepReason> = new Set(['count-does-not-match', 'count-not-valid', 'value-missing', 'quote-not-closed']);

/** What a line of a CMEP file is. */
export type CmepRecord = LineOfReadings | TimeOfUseTotals | EquipmentChange | LineNote | LineReject<CmepReason>;

/** How the lines before ended: decides what a last line without line end may look like. */
export type TrailingComma = boolean | undefined;

/**
 * One line of a CMEP file: what it says, or the reason for which the whole line is refused.
 * Follows CMEP 1.20, and the dialects of real head-ends (see docs/reference/cmep.md).
 */
export function readCmepRecord(line: TextLine, profiles: SourceProfiles, earlierTrailingComma: TrailingComma): CmepRecord {
  try {
    return readRecord(line, profiles, earlierTrailingComma);
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    const cut = !line.terminated && LIKE_A_CUT.has(error.code);
    const fault = cut ? new LineFault('truncated-line', error.field, error.value) : error;
    return rejectOf({ line: line.number, raw: line.text }, fault, CMEP_REASONS);
  }
}

function readRecord(line: TextLine, profiles: SourceProfiles, earlierTrailingComma: TrailingComma): CmepRecord {
  const fields = splitFields(line.text);
  const longest = profileOf(fields?.[2] ?? '', profiles).longestLine ?? LONGEST_LINE;
  if (line.overlong || line.text.length > longest) throw new LineFault('line-too-long', 'line', line.text);
  if (!PRINTABLE_ASCII.test(line.text)) throw new LineFault('not-ascii', 'line', line.text);
  if (!fields) throw new LineFault('quote-not-closed', 'line', line.text);
  const word = fields[0]!;
  if (!CMEP_RECORD_TYPES.has(word) && !ALARM_RECORD_TYPES.has(word)) throw new LineFault('unknown-record-type', 'record type', word);
  const long = fields.find((field) => field.length > LONGEST_FIELD);
  if (long !== undefined) throw new LineFault('field-too-long', `field ${fields.indexOf(long) + 1}`, long);
  const record = readByType(word, fields, line, profiles);
  // A last value without comma and line end may have lost digits; it is believed only where the lines before end without comma too.
  if (!line.terminated && !line.text.endsWith(',') && earlierTrailingComma !== false) {
    throw new LineFault('truncated-line', 'line', fields.at(-1)!);
  }
  return record;
}

function readByType(word: string, fields: readonly string[], line: TextLine, profiles: SourceProfiles): CmepRecord {
  if (word === 'MEPMD01') return readMepmd01(fields, line, profiles);
  if (word === 'MEPMD02') return readMepmd02(fields, line, profiles);
  if (word === 'MEPEC01') return readMepec01(fields, line, profiles);
  if (ALARM_RECORD_TYPES.has(word))
    return { kind: 'note', line: line.number, text: `${word}: alarms of a meter, no readings`, raw: line.text };
  throw new LineFault('record-type-not-handled-yet', 'record type', word);
}
