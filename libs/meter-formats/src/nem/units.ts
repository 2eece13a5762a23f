import { type Decimal, parseDecimal } from '../decimal.js';

/** A unit of measure of NEM12 and NEM13 as ESPI codes, with the factor from the written value to the channel's whole number. */
export interface NemUnit {
  /** MeasurementKind. */
  readonly kind: number;
  /** UnitSymbolKind. */
  readonly uom: number;
  readonly powerOfTenMultiplier: number;
  readonly factor: Decimal;
}

/** Base unit in lower case: MeasurementKind, UnitSymbolKind. Energy 12, power 37, voltage 54, current 4. */
const BASES: Readonly<Record<string, readonly [number, number]>> = {
  wh: [12, 72],
  varh: [12, 73],
  vah: [12, 71],
  w: [37, 38],
  var: [37, 63],
  va: [37, 61],
  v: [54, 29],
  a: [4, 5],
};
const PREFIXES: Readonly<Record<string, number>> = { '': 0, k: 3, m: 6 };

/** A volt or an ampere is too coarse: these are held in thousandths always. */
const FINE: ReadonlySet<string> = new Set(['v', 'a']);
/** MeasurementKind 38 power factor, UnitSymbolKind 65, in thousandths. */
const POWER_FACTOR: NemUnit = { kind: 38, uom: 65, powerOfTenMultiplier: -3, factor: parseDecimal('1000')! };

/** Units by their word in any case (kWh, KWH), held in 10^`multiplier` of the base unit. @returns undefined for an unknown word. */
export function unitOf(word: string, multiplier: 0 | -3): NemUnit | undefined {
  const lower = word.toLowerCase();
  if (lower === 'pf') return POWER_FACTOR;
  const prefix = Object.hasOwn(BASES, lower) ? '' : lower.slice(0, 1);
  const base = lower.slice(prefix.length);
  if (!Object.hasOwn(BASES, base) || !Object.hasOwn(PREFIXES, prefix)) return undefined;
  const [kind, uom] = BASES[base]!;
  const powerOfTenMultiplier = FINE.has(base) ? -3 : multiplier;
  return { kind, uom, powerOfTenMultiplier, factor: { digits: 10n ** BigInt(PREFIXES[prefix]! - powerOfTenMultiplier), scale: 0 } };
}
