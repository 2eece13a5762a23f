import { readingTypeKeyOf } from '@greenledger/contracts';
import { AccumulationKind, CommodityKind, FlowDirectionKind, MeasurementKind, timeOfUseName, UnitSymbolKind } from '@greenledger/espi';

/** A ReadingType in words. A code without a word here stands as its number. */
export interface ReadingLabels {
  readonly commodity: string;
  readonly flowDirection: string;
  readonly accumulationBehaviour: string;
  readonly kind: string;
  readonly unit: string;
  /** Values are multiplied by ten to the power of this. */
  readonly powerOfTenMultiplier: number;
}

const UNITS: Partial<Record<number, string>> = {
  [UnitSymbolKind.joule]: 'J',
  [UnitSymbolKind.watt]: 'W',
  [UnitSymbolKind.cubicMetre]: 'm3',
  [UnitSymbolKind.voltAmpere]: 'VA',
  [UnitSymbolKind.voltAmpereReactive]: 'VAr',
  [UnitSymbolKind.voltAmpereHour]: 'VAh',
  [UnitSymbolKind.wattHour]: 'Wh',
  [UnitSymbolKind.voltAmpereReactiveHour]: 'VArh',
  [UnitSymbolKind.cubicFoot]: 'ft3',
  [UnitSymbolKind.usGallon]: 'US gal',
  [UnitSymbolKind.btu]: 'Btu',
  [UnitSymbolKind.therm]: 'therm',
};
const COMMODITIES: Partial<Record<number, string>> = {
  [CommodityKind.electricitySecondaryMetered]: 'electricity',
  [CommodityKind.naturalGas]: 'gas',
  [CommodityKind.potableWater]: 'water',
};
const FLOWS: Partial<Record<number, string>> = {
  [FlowDirectionKind.forward]: 'delivered',
  [FlowDirectionKind.net]: 'net',
  [FlowDirectionKind.reverse]: 'received',
  [FlowDirectionKind.total]: 'total',
};
const ACCUMULATIONS: Partial<Record<number, string>> = {
  [AccumulationKind.bulkQuantity]: 'register',
  [AccumulationKind.deltaData]: 'interval',
  [AccumulationKind.indicating]: 'maximum',
  [AccumulationKind.instantaneous]: 'instantaneous',
};
const KINDS: Partial<Record<number, string>> = {
  [MeasurementKind.energy]: 'energy',
  [MeasurementKind.demand]: 'demand',
  [MeasurementKind.power]: 'power',
  [MeasurementKind.volume]: 'volume',
  [MeasurementKind.temperature]: 'temperature',
};

/** @param key as `readingTypeKeyText` writes it */
export function readingLabels(key: string): ReadingLabels {
  const {
    commodity,
    flowDirection: flow,
    accumulationBehaviour: accumulation,
    kind,
    uom,
    powerOfTenMultiplier,
    tou,
  } = readingTypeKeyOf(key);
  return {
    commodity: COMMODITIES[commodity] ?? String(commodity),
    flowDirection: FLOWS[flow] ?? String(flow),
    accumulationBehaviour: `${ACCUMULATIONS[accumulation] ?? accumulation}${tou === undefined ? '' : `, ${timeOfUseName(tou)}`}`,
    kind: KINDS[kind] ?? String(kind),
    unit: UNITS[uom] ?? String(uom),
    powerOfTenMultiplier,
  };
}
