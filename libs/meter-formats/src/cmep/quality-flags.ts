/** What a flag says of its value, as ESPI QualityOfReading; `hasValue: false` means the value is not to be used. */
export interface Quality {
  readonly quality: number;
  readonly hasValue: boolean;
}

/** Flag → quality, for one source of files. */
export type FlagMap = ReadonlyMap<string, Quality>;

/** ESPI QualityOfReading. */
const VALIDATED = 17;
const RAW = 14;
const ESTIMATED = 8;
const EDITED = 7;
/** Failed a check. */
const QUESTIONABLE = 10;
/** The standard has no code for a missing value: "a characteristic other than those defined". */
const OTHER = 16;

/** Flags as CMEP 1.20 writes them. */
export const WRITTEN_FLAGS: FlagMap = new Map([
  ['', { quality: VALIDATED, hasValue: true }],
  ['R', { quality: RAW, hasValue: true }],
  ['E', { quality: ESTIMATED, hasValue: true }],
  ['A', { quality: EDITED, hasValue: true }],
  ['N', { quality: OTHER, hasValue: false }],
]);

/** Power-line-carrier head-ends set A on every ordinary read; nobody has validated or edited it. */
export const POWER_LINE_FLAGS: FlagMap = new Map([...WRITTEN_FLAGS, ['A', { quality: RAW, hasValue: true }]]);

const BIT_MASK = /^R(\d{1,5})$/;
/** Bit 9: the register overflowed inside the interval, its value is no use. */
const OVERFLOW = 512;

/** Flags of the map, and `R` with a decimal bit mask as radio head-ends send it. @returns undefined for an unknown flag. */
export function qualityOf(flag: string, map: FlagMap): Quality | undefined {
  const known = map.get(flag);
  if (known) return known;
  const match = BIT_MASK.exec(flag);
  const raw = map.get('R');
  if (!match || !raw) return undefined;
  const mask = Number(match[1]);
  if (mask > 0xffff) return undefined;
  return mask & OVERFLOW ? { quality: QUESTIONABLE, hasValue: false } : raw;
}
