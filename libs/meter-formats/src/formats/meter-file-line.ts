import type { ChannelType, LineNote, LineOfReadings, LineReject, PeriodQuantity } from '../meter-readings.js';

/** The formats that are read. */
export const METER_FORMATS = ['cmep', 'nem12', 'nem13', 'espi', 'csv'] as const;
export type MeterFormat = (typeof METER_FORMATS)[number];

/** Totals of a period by time of use (CMEP MEPMD02): no interval data, one number for each label. */
export interface TimeOfUseTotals {
  readonly kind: 'time-of-use';
  readonly line: number;
  readonly meterNumber: string;
  /** `intervalLength` is the length of the period. */
  readonly channel: ChannelType;
  readonly fileTime: number;
  /** `summer` or `winter`; undefined where the tariff has no seasons, or winter by the written rule. */
  readonly season?: 'summer' | 'winter';
  /** One for each label of the line, in its order. */
  readonly totals: readonly (PeriodQuantity & { readonly label: string })[];
  readonly raw: string;
}

/** What the sender says about a piece of equipment (CMEP MEPEC01): a meter set, changed, removed, its constants. */
export interface EquipmentChange {
  readonly kind: 'equipment';
  readonly line: number;
  /** Serial number of the equipment, or the meter id of the line. */
  readonly meterNumber: string;
  readonly fileTime: number;
  /** Lower-case words of the standard: what was done, and to what. */
  readonly activity: string;
  readonly equipment: string;
  /** When the change took effect, seconds since 1970-01-01 UTC; undefined when the line does not say. */
  readonly effective?: number;
  /** Every further field that is filled, by the name of the standard. */
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
