/** The record types of CMEP 1.20. */
export const CMEP_RECORD_TYPES: ReadonlySet<string> = new Set([
  'MEPAD01', // account administration (DASR)
  'MEPAD02', // credit
  'MEPMD01', // interval and register data
  'MEPMD02', // time-of-use data
  'MEPBD01', // billed dollars
  'MEPBD02', // interval price plan
  'MEPBD03', // time-of-use price plan
  'MEPLF01', // distribution loss factors
  'MEPEC01', // equipment
  'MEPRR01', // reject
]);

/** Alarms of meters, which a radio head-end mixes into its files; not of the written text. */
export const ALARM_RECORD_TYPES: ReadonlySet<string> = new Set(['MLA01']);

/** The purposes (field 9) whose records carry readings to keep. */
export const CMEP_PURPOSES: ReadonlySet<string> = new Set(['OK', 'RESEND', 'HISTORY']);
