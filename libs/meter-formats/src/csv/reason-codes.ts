/** Every reason for which a row of a CSV file with a declared mapping is refused; docs/reference/reject-reasons.md explains each. */
export const CSV_REASONS = {
  'line-too-long': 'A row has at most 32,768 characters',
  'not-utf-8': 'A row is UTF-8 text',
  'quote-not-closed': 'A field that begins with a double quote ends with one, before a delimiter or the end of the line',
  'column-count-does-not-match': 'Every row has as many columns as the header, or as the first row where there is no header',
  'truncated-line': 'The file ends inside this row: it has no line end, and the rows before have one',
  'meter-number-blank': 'A row names its meter',
  'date-time-not-valid': 'Date and time have the form that the mapping declares, and exist',
  'local-time-skipped': 'The local time exists: clocks that go forward leave out an hour',
  'local-time-ambiguous': 'The local time happens once, or an offset says which of the two it is: clocks that go back repeat an hour',
  'interval-count-does-not-match': 'A row of a day has as many values as the local day has intervals',
  'unknown-channel': 'The channel column holds one of the words that the mapping declares',
  'unknown-flag': 'The flag column holds one of the flags that the mapping declares',
  'value-missing': 'Only a flag that says that there is no value may leave it blank',
  'value-not-a-number': 'A value is a plain decimal number, with the decimal sign that the mapping declares',
  'value-too-precise': 'The value is finer than the channel can hold, and values are never rounded',
  'value-too-large': 'The value is beyond 2^53 − 1 in the unit of the channel',
} as const;

export type CsvReason = keyof typeof CSV_REASONS;
