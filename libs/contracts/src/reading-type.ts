/**
 * What distinguishes one MeterReading of a usage point from another: the ESPI ReadingType members, as codes of the
 * standard. Two readings with the same key at the same start are versions of one reading.
 */
export interface ReadingTypeKey {
  /** CommodityKind: 1 electricity secondary metered, 7 natural gas, 9 potable water. */
  readonly commodity: number;
  /** FlowDirectionKind: 1 forward (delivered), 19 reverse (received), 4 net, 20 total. */
  readonly flowDirection: number;
  /** AccumulationKind: 4 delta data (interval use), 1 bulk quantity (register). */
  readonly accumulationBehaviour: number;
  /** MeasurementKind: 12 energy, 58 volume, 37 power. */
  readonly kind: number;
  /** UnitSymbolKind: 72 Wh, 169 therm, 119 ft³, 128 US gal, 38 W, 63 VAr, 61 VA, 73 VArh, 71 VAh. */
  readonly uom: number;
  /** UnitMultiplierKind: value × 10^powerOfTenMultiplier in `uom`. */
  readonly powerOfTenMultiplier: number;
  /** Seconds; 0 for register reads that follow no raster. */
  readonly intervalLength: number;
}

/** A stable text for a key: `commodity.flow.accumulation.kind.uom.multiplier.intervalLength`. */
export function readingTypeKeyText(key: ReadingTypeKey): string {
  return [
    key.commodity,
    key.flowDirection,
    key.accumulationBehaviour,
    key.kind,
    key.uom,
    key.powerOfTenMultiplier,
    key.intervalLength,
  ].join('.');
}
