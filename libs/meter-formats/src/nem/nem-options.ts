/** What a suffix says about its stream. */
export interface NemSuffix {
  /** ESPI FlowDirectionKind: 1 from the grid, 19 to the grid, 4 net, 0 none. */
  readonly flowDirection: number;
  /** Unit of measure of streams that leave it blank. */
  readonly unit?: string;
}

/** What is particular to one sender of NEM12 and NEM13 files. */
export interface NemOptions {
  /** Seconds that the file's clock is ahead of UTC; 36,000 (market time, no daylight saving) when left out. */
  readonly utcOffset?: number;
  /** What the crosswalk calls a meter: the NMI (default), NMI and suffix joined by `-`, or the meter serial number. */
  readonly meterNumber?: 'nmi' | 'nmi-suffix' | 'serial';
  /** By the first character of the suffix; adds to E, B, Q and K, or replaces them. */
  readonly suffixes?: Readonly<Record<string, NemSuffix>>;
  /** ESPI UnitMultiplierKind of energy and power: 0 (Wh; the written precision) or -3 (for senders that write kWh with up to six decimals). */
  readonly powerOfTenMultiplier?: 0 | -3;
}

/** Market time: UTC+10 all year. */
export const MARKET_TIME = 36_000;

const SUFFIXES: Readonly<Record<string, NemSuffix>> = {
  E: { flowDirection: 1 },
  B: { flowDirection: 19 },
  Q: { flowDirection: 1 },
  K: { flowDirection: 19 },
};

export function suffixOf(suffix: string, { suffixes = {} }: NemOptions): NemSuffix | undefined {
  const letter = suffix[0]!.toUpperCase();
  if (Object.hasOwn(suffixes, letter)) return suffixes[letter];
  return Object.hasOwn(SUFFIXES, letter) ? SUFFIXES[letter] : undefined;
}
