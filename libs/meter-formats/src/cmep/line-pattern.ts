import { splitFields } from '../lines/split-fields.js';
import type { ChannelType } from '../meter-readings.js';
import { HEADER_FIELDS, profileOf, readHeader } from './header-fields.js';
import { LONGEST_LINE } from './longest-line.js';
import type { Quality } from './quality-flags.js';
import type { SourceProfiles } from './source-profile.js';

/**
 * What the lines of one sender and channel have in common: the beginning (fields 1 to 3), what follows the meter id (fields 9 to 13), and
 * what was found out of them once.
 */
export interface LinePattern {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  readonly channel: ChannelType;
  /** Seconds. */
  readonly step: number;
  /** Multiplies the written value. */
  readonly factor: number;
  readonly mostSets: number;
  readonly longestLine: number;
  /** Flags of one character, by its code; the blank flag stands at 0. */
  readonly flags: readonly (Quality | undefined)[];
}

const MOST_SETS = 48;

/**
 * The pattern of a line that was understood as interval data; undefined where lines like it must be read field by field: registers,
 * quotes, streams of the sender's own, factors that need exact arithmetic.
 */
export function patternOf(text: string, profiles: SourceProfiles): LinePattern | undefined {
  if (text.includes('"')) return undefined;
  const fields = splitFields(text);
  if (!fields || fields.length < HEADER_FIELDS || fields[0] !== 'MEPMD01') return undefined;
  const { unit, step, factor, stream, commodity, profile } = readHeader(fields, profiles);
  if (unit.register || step === 0 || stream !== undefined || factor.scale !== 0 || factor.digits > 100_000n) return undefined;
  if (fields[7]!.trim() === '') return undefined;
  const { kind, flowDirection, accumulationBehaviour, uom, powerOfTenMultiplier } = unit;
  const flags: (Quality | undefined)[] = Array.from({ length: 128 });
  for (const [flag, quality] of profile.flags) if (flag.length <= 1 && flag < '\x7f') flags[flag === '' ? 0 : flag.charCodeAt(0)] = quality;
  return {
    head: bytesOf(`${fields.slice(0, 3).join(',')},`),
    tail: bytesOf(`,${fields.slice(8, 13).join(',')},`),
    channel: { commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength: step },
    step,
    factor: Number(factor.digits),
    mostSets: profile.mostSets ?? MOST_SETS,
    longestLine: profileOf(fields[2]!, profiles).longestLine ?? LONGEST_LINE,
    flags,
  };
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
