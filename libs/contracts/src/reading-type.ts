/**
 * What distinguishes one MeterReading of a usage point from another: the ESPI ReadingType members, as codes of the
 * standard. Two readings with the same key at the same start are versions of one reading.
 */
export interface ReadingTypeKey {
  /** CommodityKind: 1 electricity secondary metered, 7 natural gas, 9 potable water. */
  readonly commodity: number;
  /** FlowDirectionKind: 1 forward (delivered), 19 reverse (received), 4 net, 20 total. */
  readonly flowDirection: number;
  /** AccumulationKind: 4 delta data (interval use), 1 bulk quantity (register), 6 indicating (demand). */
  readonly accumulationBehaviour: number;
  /** MeasurementKind: 12 energy, 58 volume, 37 power, 8 demand: the greatest of the interval. */
  readonly kind: number;
  /** UnitSymbolKind: 72 Wh, 169 therm, 119 ft³, 128 US gal, 38 W, 63 VAr, 61 VA, 73 VArh, 71 VAh. */
  readonly uom: number;
  /** UnitMultiplierKind: value × 10^powerOfTenMultiplier in `uom`. */
  readonly powerOfTenMultiplier: number;
  /** Seconds; 0 for register reads that follow no raster. */
  readonly intervalLength: number;
  /** Time-of-use part as docs/reference/time-of-use.md numbers them; left out (never 0) where the readings are of all hours. */
  readonly tou?: number;
}

/** A stable text for a key: `commodity.flow.accumulation.kind.uom.multiplier.intervalLength`, and `.tou` where there is one. */
export function readingTypeKeyText(key: ReadingTypeKey): string {
  const codes = [
    key.commodity,
    key.flowDirection,
    key.accumulationBehaviour,
    key.kind,
    key.uom,
    key.powerOfTenMultiplier,
    key.intervalLength,
  ];
  return (key.tou === undefined ? codes : [...codes, key.tou]).join('.');
}

/** Keys that were read already: there are a few dozen, and each channel of a feed asks for its own several times. */
const known = new Map<string, ReadingTypeKey>();
const MOST_KNOWN = 1_000;

/** The key that a text of `readingTypeKeyText` stands for. @throws RangeError for any other text */
export function readingTypeKeyOf(text: string): ReadingTypeKey {
  let key = known.get(text);
  if (!key) {
    key = Object.freeze(parse(text));
    if (known.size < MOST_KNOWN) known.set(text, key);
  }
  return key;
}

function parse(text: string): ReadingTypeKey {
  const codes = text.split('.').map(Number);
  if (codes.length < 7 || codes.length > 8 || !codes.every(Number.isInteger)) throw new RangeError(`no reading type key: ${text}`);
  const [commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength, tou] = codes as [
    ...[number, number, number, number, number, number, number],
    number | undefined,
  ];
  const key = { commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength };
  return tou === undefined ? key : { ...key, tou };
}
