import { type Decimal, parseDecimal } from '../decimal.js';
import type { ChannelType } from '../meter-readings.js';

/** A unit word of CMEP (field 11) as ESPI codes, with the factor from the written value to the channel's whole number. */
export interface Unit extends Omit<ChannelType, 'commodity' | 'intervalLength'> {
  /** CMEP commodities (field 10) that may use it. */
  readonly commodities: string;
  readonly factor: Decimal;
  readonly register: boolean;
  /** A count of pulses: the line must bring the calculation constant. */
  readonly needsConstant: boolean;
}

/** Words of the written list that are money or mass, or (GASREG) do not say which unit the register counts in. */
export const UNSUPPORTED_UNITS: ReadonlySet<string> = new Set(['$', 'LBS', 'GASREG']);

/** CMEP commodity → ESPI CommodityKind. Steam (S) is known and not served. */
export const COMMODITIES: ReadonlyMap<string, number> = new Map([
  ['E', 1],
  ['G', 7],
  ['W', 9],
]);

const FORWARD = 1;
const REGISTER = 1;
const INTERVAL = 4;

/**
 * word, commodities, MeasurementKind, UnitSymbolKind, powerOfTenMultiplier, factor. ESPI holds whole numbers: the factor is (units of `uom`
 * per unit written) / 10^multiplier. Energy is Wh; a pulse, mostly a fraction of a Wh, is mWh once the constant has made it kWh.
 */
const QUANTITIES: ReadonlyArray<readonly [string, string, number, number, number, string]> = [
  ['KWH', 'E', 12, 72, 0, '1000'],
  ['KVAH', 'E', 12, 71, 0, '1000'],
  ['KVARH', 'E', 12, 73, 0, '1000'],
  ['KW', 'E', 37, 38, 0, '1000'],
  ['KVA', 'E', 37, 61, 0, '1000'],
  ['KVAR', 'E', 37, 63, 0, '1000'],
  ['PULSE', 'E', 12, 72, -3, '1000000'],
  ['VOLTS', 'E', 54, 29, -3, '1000'],
  ['THERM', 'G', 12, 169, -3, '1000'],
  ['BTU', 'G', 12, 132, 0, '1'],
  ['CF', 'GW', 58, 119, -3, '1000'],
  ['CCF', 'GW', 58, 119, -3, '100000'],
  ['MCF', 'GW', 58, 119, -3, '1000000'],
  ['ACFT', 'W', 58, 119, -3, '43560000'],
  ['GAL', 'W', 58, 128, -3, '1000'],
];

/** Directions: G generated (received from the customer), S sum of both, N net; only electric quantities have them. */
const DIRECTIONS: ReadonlyArray<readonly [string, number]> = [
  ['G', 19],
  ['S', 20],
  ['N', 4],
];

/** The quantities that meters also show as a running register: the word with `REG` behind it. */
const REGISTERS: ReadonlySet<string> = new Set(['KWH', 'KVAH', 'KVARH', 'THERM', 'CF', 'CCF', 'MCF', 'GAL']);

export const UNITS: ReadonlyMap<string, Unit> = new Map(QUANTITIES.flatMap(wordsOf));

function wordsOf([word, commodities, kind, uom, powerOfTenMultiplier, factor]: (typeof QUANTITIES)[number]): [string, Unit][] {
  const unit = { commodities, kind, uom, powerOfTenMultiplier, factor: parseDecimal(factor)!, needsConstant: word === 'PULSE' };
  const directed = commodities === 'E' && word !== 'VOLTS' ? DIRECTIONS : [];
  return [['', FORWARD] as const, ...directed].flatMap(([prefix, flowDirection]) => {
    const interval: Unit = { ...unit, flowDirection, register: false, accumulationBehaviour: INTERVAL };
    const words: [string, Unit][] = [[prefix + word, interval]];
    if (REGISTERS.has(word)) words.push([`${prefix}${word}REG`, { ...interval, register: true, accumulationBehaviour: REGISTER }]);
    return words;
  });
}
