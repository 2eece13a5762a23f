import type { RefusedReadings } from '../meter-readings.js';

/** Every reason for which a CMEP line is refused; docs/reference/reject-reasons.md explains each. */
export const CMEP_REASONS = {
  'line-too-long': 'A line has at most 2,048 characters (CMEP 1.20), or as many as the source profile allows',
  'field-too-long': 'A field has at most 256 characters (CMEP 1.20)',
  'not-ascii': 'A line holds printable ASCII only (CMEP 1.20)',
  'quote-not-closed': 'A field that begins with a double quote ends with one, before a comma or the end of the line',
  'unknown-record-type': 'The first field names a CMEP record type',
  'record-type-not-handled-yet':
    'MEPMD01, MEPMD02 and MEPEC01 records are read; this CMEP record type is known, but carries nothing that is kept',
  'truncated-line': 'The line ends before all its fields',
  'record-version-not-valid': 'The record version is a date CCYYMMDD',
  'date-time-not-valid': 'A date-time is CCYYMMDDHHMM in UTC, and exists',
  'meter-id-blank': 'A line names its meter',
  'purpose-not-handled': 'The purpose is OK, RESEND or HISTORY; other purposes carry no readings to keep',
  'unknown-commodity': 'The commodity is E, G, W or S',
  'commodity-not-supported': 'Steam is not served',
  'unknown-unit': 'The unit is one of the unit table',
  'unit-not-supported': 'The unit is known, but is no measured quantity that can be shared',
  'unit-does-not-fit-commodity': 'The unit belongs to another commodity',
  'constant-not-valid': 'The calculation constant is a positive decimal number',
  'constant-missing': 'A unit of pulses needs the calculation constant',
  'interval-not-valid': 'The interval is MMDDHHMM',
  'interval-not-supported': 'The interval is at most 31 days, counted in days, hours and minutes',
  'interval-missing': 'Interval use needs the interval length',
  'count-not-valid': 'The count of sets is a whole number of at least 1',
  'too-many-sets': 'A record holds at most 48 sets, of totals 6, of parameters 16 (CMEP 1.20), or as many as the source profile allows',
  'count-does-not-match': 'The line holds as many sets as its count says',
  'first-date-time-blank': 'The first set says its date-time; only later ones may be left blank',
  'blank-date-time-without-interval': 'A blank date-time is the one before plus the interval, so the interval must be given',
  'date-time-off-raster': 'Interval ends stand on full quarter hours (or interval lengths below), whole intervals apart',
  'duplicate-interval': 'An interval stands twice in the line, with different values or flags',
  'unknown-quality-flag': 'The flag is one of the flag map of the source',
  'unknown-season': 'The season is S, W or blank',
  'period-not-valid': 'The end of the period is later than its start',
  'unknown-label': 'The label is one of ON-PEAK, OFF-PEAK, PART-PEAK, PEAK-2, PEAK-3, PEAK-4 and TOTAL',
  'duplicate-label': 'A label stands once in a record',
  'unknown-operation': 'The operation is UPDATE, REMOVE, CFG-REQ or CFG, also with -ACK or -NAK',
  'unknown-activity': 'The activity is CHANGE, SET, REMOVE, MAINT or blank',
  'unknown-equipment': 'The equipment is METER, RECORDER, PT or CT',
  'date-not-valid': 'A date is CCYYMMDD, and exists',
  'value-missing': 'Only a set with the flag N may leave its value blank',
  'value-not-a-number': 'A value is a plain decimal number',
  'value-too-precise': 'The value is finer than the channel can hold, and values are never rounded',
  'value-too-large': 'The value is beyond 2^53 − 1 in the unit of the channel',
} as const;

export type CmepReason = keyof typeof CMEP_REASONS;

/** Thrown inside the reader of a line, caught at its edge: the whole line is refused. */
export class LineFault extends Error {
  constructor(
    readonly code: CmepReason,
    readonly field: string,
    readonly value: string,
    /** What the line would have brought, where it tells so. */
    readonly readings?: RefusedReadings,
  ) {
    super(CMEP_REASONS[code]);
  }
}
