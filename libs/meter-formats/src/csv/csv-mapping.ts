/** How the value of a flag column is to be read; see `QualityOfReading` of ESPI. */
export interface CsvQuality {
  readonly quality: number;
  /** False when rows with the flag carry no value that may be used. */
  readonly hasValue: boolean;
}

/** A column: its name in the header row, or, in a file without header, its number from 1. */
export type CsvColumn = string | number;

/** What the rows of a file measure, for rows that do not say so themselves. */
export interface CsvChannel {
  /** ESPI CommodityKind: 1 electricity, 7 natural gas, 9 potable water. */
  readonly commodity: number;
  /** ESPI FlowDirectionKind: 1 forward, 4 net, 19 reverse, 20 total. */
  readonly flowDirection: number;
  /** A word of the unit table of docs/reference/csv-meter-files.md, such as `kWh`. */
  readonly unit: string;
  /** True when the values are register reads; their moment is kept, and there is no interval length. */
  readonly register: boolean;
  /** Seconds; left out for register reads. */
  readonly intervalLength?: number;
}

/**
 * How the CSV file of one source is to be read: data, not code, so that a source profile can hold it as JSON. Checked by
 * `checkCsvMapping` before it is used.
 */
export interface CsvMapping {
  /** `,` by default; also `;`, tab or `|`. */
  readonly delimiter?: ',' | ';' | '\t' | '|';
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** Rows before the header (or the first data row) that are left out, such as a title. */
  readonly skipRows?: number;
  /** Whether the last row may lack its line end. `required` by default: without it, a file that was cut loses its last row only. */
  readonly finalLineEnd?: 'required' | 'optional';
  /** Whether `1.234,5` is 1234.5. */
  readonly decimalComma?: boolean;
  readonly meterNumber: CsvColumn;
  /** One column with date and time, or two. */
  readonly time: { readonly dateTime: CsvColumn } | { readonly date: CsvColumn; readonly time: CsvColumn };
  /**
   * The form of date and time (both joined by a blank when they stand in two columns), of the letters `YYYY`, `MM`, `DD`,
   * `HH`, `mm`, `ss`, `A` (AM or PM) and `Z` (a UTC offset), or `epoch-seconds` or `epoch-milliseconds`.
   */
  readonly dateTimeFormat: string;
  /** IANA zone of times without offset, such as `Australia/Melbourne`, or `UTC`, or a fixed offset such as `+10:00`. */
  readonly timeZone: string;
  /** Which end of the interval the time names. */
  readonly timeNames: 'start' | 'end';
  /**
   * The column of the values; or, in files with one row a day, the columns of the intervals of that day in the order of time,
   * as many as the longest day has: where a day is shorter, the last ones are blank.
   */
  readonly value: CsvColumn | { readonly columns: readonly CsvColumn[] };
  readonly channel: CsvChannel;
  /** Several channels by the text of a column: the channel that it names replaces `channel`. */
  readonly channelColumn?: { readonly column: CsvColumn; readonly channels: Readonly<Record<string, CsvChannel>> };
  /** Every value is multiplied by it; a decimal number as text, exact. */
  readonly multiplier?: string;
  /** Column of the quality flag and what each flag means; without it every value is `defaultQuality`. */
  readonly flag?: { readonly column: CsvColumn; readonly flags: Readonly<Record<string, CsvQuality>> };
  /** ESPI QualityOfReading of values without flag; 14 (raw) when left out. */
  readonly defaultQuality?: number;
  /** Column of the stream, for sources whose meters have several series of one kind. */
  readonly stream?: CsvColumn;
  /** Column of the sender's time stamp of the row, in `dateTimeFormat`; without it the caller's `fileTime` is taken. */
  readonly rowTime?: CsvColumn;
}

/** Every column that a mapping names. */
export function columnsOf(mapping: CsvMapping): readonly CsvColumn[] {
  const { time, value, flag, channelColumn, stream, rowTime } = mapping;
  const times = 'dateTime' in time ? [time.dateTime] : [time.date, time.time];
  const values = typeof value === 'object' ? value.columns : [value];
  const optional = [flag?.column, channelColumn?.column, stream, rowTime].filter((column) => column !== undefined);
  return [mapping.meterNumber, ...times, ...values, ...optional];
}
