import type { ChannelType, LineNote, LineOfReadings, LineReject, PeriodQuantity } from '../meter-readings.js';

/** The formats that are read. */
export const METER_FORMATS = ['cmep', 'nem12', 'nem13', 'espi', 'csv'] as const;
export type MeterFormat = (typeof METER_FORMATS)[number];

/** Totals of a period by time of use (CMEP MEPMD02): no interval data, one number for each label. */
export interface TimeOfUseTotals {
  readonly kind: 'time-of-use';
  readonly line: number;
  readonly meterNumber: string;
  /** `intervalLength` is the length of the period, 0 for registers; their totals begin and end at the moment of the read. */
  readonly channel: ChannelType;
  readonly fileTime: number;
  /** `summer` or `winter`; undefined where the tariff has no seasons, or winter by the written rule. */
  readonly season?: 'summer' | 'winter';
  /** One for each label of the line, in its order; `tou` is the part of the day, left out for the total of all hours. */
  readonly totals: readonly (PeriodQuantity & { readonly label: string; readonly tou?: number })[];
  readonly raw: string;
}

/** What the sender says about a piece of equipment (CMEP MEPEC01): a meter set, changed, removed, its constants. */
export interface EquipmentChange {
  readonly kind: 'equipment';
  readonly line: number;
  /** Serial number of the equipment. */
  readonly meterNumber: string;
  readonly fileTime: number;
  /** `UPDATE`, `REMOVE`, `CFG-REQ` or `CFG`, also with `-ACK` or `-NAK`. */
  readonly operation: string;
  /** `CHANGE`, `SET`, `REMOVE`, `MAINT`; blank when nothing has changed. */
  readonly activity: string;
  /** `METER`, `RECORDER`, `PT`, `CT`. */
  readonly equipment: string;
  /** Day `YYYY-MM-DD` by the sender's calendar; undefined while it is not installed. */
  readonly installed?: string;
  /** Maker, model, identifier, day of purchase, owner, comment, and the named values of the record; only those that are filled. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly raw: string;
}

/**
 * One result of reading a meter file, whatever its format. `position` rises strictly from one result to the next and is the
 * same each time the same bytes are read with the same options: an interrupted import goes on behind the last one it kept.
 * (`line` is for people: in XML several results may stand on one line.)
 */
export type MeterFileLine<Code extends string = string> = (
  LineOfReadings | TimeOfUseTotals | EquipmentChange | LineNote | LineReject<Code>
) & { readonly position: number };
