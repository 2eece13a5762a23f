/**
 * What a reader of meter files gives out. The members match `Reading` and `ReadingTypeKey` of the contracts, so that a
 * service passes them on as they are; this room itself knows only the standard's codes.
 */
export interface MeterReading {
  /** Start of the interval, or moment of a register read; seconds since 1970-01-01 UTC. */
  readonly start: number;
  /** Whole number in the unit and multiplier of the channel; `null` when the line says that there is no value. */
  readonly value: number | null;
  /** ESPI QualityOfReading. */
  readonly quality: number;
}

/**
 * Readings one interval length apart, as columns: the members of `values` and `qualities` from `from` on, `count` of them. Both
 * are parts of larger pieces of memory that many lines share.
 */
export interface ReadingColumns {
  /** Start of the first, seconds since 1970-01-01 UTC. */
  readonly start: number;
  /** Seconds from one start to the next. */
  readonly step: number;
  readonly count: number;
  readonly from: number;
  /** Whole numbers; NaN where the line says that there is no value. */
  readonly values: Float64Array;
  /** ESPI QualityOfReading. */
  readonly qualities: Uint8Array;
}

/** The same one by one. */
export function readingsOf({ start, step, count, from, values, qualities }: ReadingColumns): MeterReading[] {
  const readings: MeterReading[] = [];
  for (let i = 0; i < count; i++) {
    const value = values[from + i]!;
    readings.push({ start: start + i * step, value: Number.isNaN(value) ? null : value, quality: qualities[from + i]! });
  }
  return readings;
}

/** The ESPI ReadingType members that tell one channel of a meter from another. */
export interface ChannelType {
  /** CommodityKind: 1 electricity, 7 natural gas, 9 potable water. */
  readonly commodity: number;
  /** FlowDirectionKind: 1 forward, 4 net, 19 reverse, 20 total. */
  readonly flowDirection: number;
  /** AccumulationKind: 1 bulk quantity (register), 4 delta data (interval use). */
  readonly accumulationBehaviour: number;
  /** MeasurementKind: 12 energy, 37 power, 54 voltage, 58 volume. */
  readonly kind: number;
  /** UnitSymbolKind. */
  readonly uom: number;
  /** UnitMultiplierKind. */
  readonly powerOfTenMultiplier: number;
  /** Seconds; 0 for register reads. */
  readonly intervalLength: number;
  /** Time-of-use part, as docs/reference/time-of-use.md numbers them; left out where the readings are of all hours. */
  readonly tou?: number;
}

/** The readings of one line. */
export interface LineOfReadings {
  readonly kind: 'readings';
  /** 1-based line number in the file. */
  readonly line: number;
  readonly meterNumber: string;
  readonly channel: ChannelType;
  /** The sender's time stamp of the line, seconds since 1970-01-01 UTC: of two values for an interval the later stamp wins. */
  readonly fileTime: number;
  /** Ascending by start, starts unique, at least one. */
  readonly readings: readonly MeterReading[];
  /** The same as columns, where the reader was asked for them and the line allows it; then `readings` is made when it is asked for. */
  readonly columns?: ReadingColumns;
  /** The line as received. */
  readonly raw: string;
  /** Last line that belongs to it, when it has more than one (a day of NEM12 with its 400 records, a block of XML). */
  readonly lastLine?: number;
  /**
   * Which of several series of the same kind, in the sender's words (NMI suffix, register). Two streams of one meter are
   * different series even when their channels are equal: they must never be laid over each other as versions.
   */
  readonly stream?: string;
  /** Use between two register reads as the sender worked it out; `null` when the sender says that it is not known. */
  readonly quantity?: PeriodQuantity;
}

/** A quantity over a stretch of time that is no regular interval; seconds since 1970-01-01 UTC, half-open. */
export interface PeriodQuantity {
  readonly start: number;
  readonly end: number;
  /** Whole number in the unit and multiplier of the channel. */
  readonly value: number | null;
  /** ESPI QualityOfReading. */
  readonly quality: number;
}

/** Whose readings a refused line holds, and from when to when: half-open, seconds since 1970-01-01 UTC. */
export interface RefusedReadings {
  readonly meterNumber: string;
  readonly channel: ChannelType;
  /** As of `LineOfReadings`. */
  readonly stream?: string;
  readonly from: number;
  readonly to: number;
}

/** A line that was refused, whole: nothing of it is taken. */
export interface LineReject<Code extends string = string> {
  readonly kind: 'reject';
  readonly line: number;
  /** Name of the field at fault, or `line` when the whole of it is. */
  readonly field: string;
  /** What the field holds, cut to 64 characters. */
  readonly value: string;
  readonly code: Code;
  /** What was refused, by which rule. */
  readonly text: string;
  /** The line as received, cut to the longest line the format allows. */
  readonly raw: string;
  /** Last line that is refused with it, when there is more than one. */
  readonly lastLine?: number;
  /** What it would have brought, where the line tells meter, channel and times all the same. */
  readonly readings?: RefusedReadings;
}

/** A line that was understood and brings no readings to keep: named, so that no line is skipped silently. */
export interface LineNote {
  readonly kind: 'note';
  readonly line: number;
  /** What the line is. */
  readonly text: string;
  readonly raw: string;
  readonly lastLine?: number;
}

/** Thrown before anything of a file is taken: it is not of the format that was expected. */
export class UnrecognizedFileError extends Error {
  override readonly name = 'UnrecognizedFileError';
}
