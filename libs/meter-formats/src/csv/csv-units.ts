import { type Decimal, parseDecimal } from '../decimal.js';

/** A unit word of a mapping as ESPI codes, with the factor from the written value to the channel's whole number. */
export interface CsvUnit {
  /** MeasurementKind. */
  readonly kind: number;
  /** UnitSymbolKind. */
  readonly uom: number;
  readonly powerOfTenMultiplier: number;
  readonly factor: Decimal;
}

/** word, MeasurementKind, UnitSymbolKind, powerOfTenMultiplier, factor; the same channels as those of CMEP and NEM12. */
const QUANTITIES: ReadonlyArray<readonly [string, number, number, number, string]> = [
  ['Wh', 12, 72, 0, '1'],
  ['kWh', 12, 72, 0, '1000'],
  ['MWh', 12, 72, 0, '1000000'],
  ['VAh', 12, 71, 0, '1'],
  ['kVAh', 12, 71, 0, '1000'],
  ['VArh', 12, 73, 0, '1'],
  ['kVArh', 12, 73, 0, '1000'],
  ['W', 37, 38, 0, '1'],
  ['kW', 37, 38, 0, '1000'],
  ['kVA', 37, 61, 0, '1000'],
  ['kVAr', 37, 63, 0, '1000'],
  ['V', 54, 29, -3, '1000'],
  ['therm', 12, 169, -3, '1000'],
  ['Btu', 12, 132, 0, '1'],
  ['MJ', 12, 31, 3, '1000'],
  ['m3', 58, 42, -3, '1000'],
  ['L', 58, 134, -3, '1000'],
  ['cf', 58, 119, -3, '1000'],
  ['ccf', 58, 119, -3, '100000'],
  ['mcf', 58, 119, -3, '1000000'],
  ['gal', 58, 128, -3, '1000'],
];

export const CSV_UNITS: ReadonlyMap<string, CsvUnit> = new Map(
  QUANTITIES.map(([word, kind, uom, powerOfTenMultiplier, factor]) => [
    word,
    { kind, uom, powerOfTenMultiplier, factor: parseDecimal(factor)! },
  ]),
);
