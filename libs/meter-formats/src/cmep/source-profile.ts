import { type FlagMap, POWER_LINE_FLAGS, WRITTEN_FLAGS } from './quality-flags.js';

/** What is particular to one sender of files. */
export interface SourceProfile {
  readonly flags: FlagMap;
  /** Where the meter number stands when field 8 is blank. */
  readonly meterIdFallback?: 'receiverCustomerId';
  /** Decimal that every value of the source is multiplied by, beside the constant of the line. */
  readonly multiplier?: string;
  /** Unit words of the sender's own, each with the word of the written list that it means, and the stream that it tells apart. */
  readonly units?: ReadonlyMap<string, { readonly unit: string; readonly stream?: string }>;
  /** Sets that a record may hold; 48 by the written text. */
  readonly mostSets?: number;
  /** Characters that a line may have, up to 65,536; 2,048 by the written text. */
  readonly longestLine?: number;
}

export const WRITTEN_FORM: SourceProfile = { flags: WRITTEN_FLAGS };

/** Profiles by sender id (field 3); a sender that is not listed follows the written form. */
export type SourceProfiles = ReadonlyMap<string, SourceProfile>;

export const KNOWN_SOURCES: SourceProfiles = new Map([
  ['DCSI', { flags: POWER_LINE_FLAGS }],
  // The real sample leaves field 8 blank and carries the face-plate number in field 6.
  ['SENSUS', { flags: WRITTEN_FLAGS, meterIdFallback: 'receiverCustomerId' }],
]);
