import { FieldFault } from '../field-fault.js';
import type { ChannelType } from '../meter-readings.js';
import type { EspiOptions } from './espi-options.js';
import { wholeOf } from './numbers.js';
import type { EspiReason } from './reason-codes.js';

/** The members of a ReadingType that tell one channel from another, and what it says about its readings. */
export interface EspiChannel extends ChannelType {
  readonly defaultQuality: number | undefined;
}

/** Members of a ReadingType as written, by name. */
export type WrittenReadingType = Readonly<Record<string, string | undefined>>;

export const READING_TYPE_MEMBERS: ReadonlySet<string> = new Set([
  'accumulationBehaviour',
  'commodity',
  'defaultQuality',
  'flowDirection',
  'intervalLength',
  'kind',
  'powerOfTenMultiplier',
  'uom',
]);

/** ServiceKind of the UsagePoint → CommodityKind. */
const COMMODITY_OF_SERVICE: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [1, 7],
  [2, 9],
]);
/** UnitSymbolKind → the one MeasurementKind that it measures: energy 12, power 37, voltage 54, volume 58. */
const KIND_OF_UNIT: ReadonlyMap<number, number> = new Map([
  [72, 12],
  [71, 12],
  [73, 12],
  [169, 12],
  [132, 12],
  [31, 12],
  [38, 37],
  [61, 37],
  [63, 37],
  [29, 54],
  [42, 58],
  [119, 58],
  [128, 58],
  [134, 58],
]);
const DELTA_DATA = 4;
/** AccumulationKind of running registers: their readings are moments. */
const REGISTERS: ReadonlySet<number> = new Set([1, 2, 3]);

/**
 * The channel that a ReadingType describes. What senders leave out is filled from what is certain elsewhere: the commodity
 * from the UsagePoint's service, the kind from the unit, delta data because an IntervalReading is one.
 */
export function channelOf(written: WrittenReadingType, serviceKind: number | undefined, options: EspiOptions): EspiChannel {
  const code = (name: string): number | undefined => {
    const text = written[name]?.trim();
    if (text === undefined || text === '') return undefined;
    const value = wholeOf(text);
    if (value === undefined) throw new FieldFault<EspiReason>('code-not-valid', `ReadingType ${name}`, text);
    return value;
  };
  const uom = code('uom');
  if (uom === undefined) throw new FieldFault<EspiReason>('unit-missing', 'ReadingType uom', '');
  const commodity = code('commodity') ?? COMMODITY_OF_SERVICE.get(serviceKind ?? -1);
  if (commodity === undefined) throw new FieldFault<EspiReason>('commodity-missing', 'ReadingType commodity', '');
  const kind = code('kind') ?? KIND_OF_UNIT.get(uom);
  if (kind === undefined) throw new FieldFault<EspiReason>('kind-missing', 'ReadingType kind', '');
  const accumulationBehaviour = code('accumulationBehaviour') ?? DELTA_DATA;
  return {
    commodity,
    flowDirection: code('flowDirection') ?? options.flowDirection ?? 1,
    accumulationBehaviour,
    kind,
    uom,
    powerOfTenMultiplier: code('powerOfTenMultiplier') ?? 0,
    intervalLength: REGISTERS.has(accumulationBehaviour) ? 0 : (code('intervalLength') ?? 0),
    defaultQuality: code('defaultQuality'),
  };
}

export const isRegister = ({ accumulationBehaviour }: ChannelType): boolean => REGISTERS.has(accumulationBehaviour);
