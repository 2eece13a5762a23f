import {
  type CsvMapping,
  type FlagMap,
  looksLikeMappedCsv,
  type MeterFormat,
  type MeterFileOptions,
  type SourceProfile,
  WRITTEN_FLAGS,
} from '@greenledger/meter-formats';
import type { ProfileDefinition } from './profile-definition.js';
import type { ProfileVersion } from './source-profiles.js';

/** How the lines of one file are read, and what is made of them before they are placed. */
export interface ReadingRules {
  readonly format: MeterFormat;
  readonly options: MeterFileOptions;
  /** Multiplies what the reader gives. */
  readonly multiplier: string | undefined;
  readonly streamInMeterNumber: boolean;
}

/**
 * The rules of a file: those of the profile that the upload names, for every line; or else of all that are in force, each for
 * the lines of its sender.
 */
export function readingRules(
  format: MeterFormat,
  chosen: ProfileVersion | undefined,
  inForce: readonly ProfileVersion[],
  fileTime: number,
): ReadingRules {
  const csv = chosen && csvMappingOf(chosen);
  const { nem, espi } = chosen?.definition ?? {};
  const bySender = new Map(
    inForce.flatMap(({ definition }) => (definition.sender === undefined ? [] : [[definition.sender, cmepProfile(definition)] as const])),
  );
  const own = chosen && cmepProfile(chosen.definition);
  const profiles = own ? new EverySender(own) : bySender;
  return {
    format,
    options: { cmep: { profiles, columns: true }, fileTime, ...(csv && { csv }), ...(nem && { nem }), ...(espi && { espi }) },
    // In CMEP the reader multiplies: the sender, and so the profile, may differ from line to line.
    multiplier: format === 'cmep' ? undefined : chosen?.definition.multiplier,
    streamInMeterNumber: chosen?.definition.streamInMeterNumber ?? false,
  };
}

/** The mapping of a profile, with the profile's zone where the mapping names none. */
export function csvMappingOf({ definition }: ProfileVersion): CsvMapping | undefined {
  if (!definition.csv) return undefined;
  return definition.timeZone === undefined
    ? definition.csv
    : { ...definition.csv, timeZone: definition.csv.timeZone ?? definition.timeZone };
}

/** The profiles in force whose CSV mapping fits the beginning of a file. */
export function profilesForCsv(beginning: string, inForce: readonly ProfileVersion[]): readonly ProfileVersion[] {
  return inForce.filter((profile) => {
    const mapping = csvMappingOf(profile);
    return mapping !== undefined && looksLikeMappedCsv(beginning, mapping);
  });
}

function cmepProfile(definition: ProfileDefinition): SourceProfile {
  const flags: FlagMap = new Map([...WRITTEN_FLAGS, ...Object.entries(definition.flags ?? {})]);
  return {
    flags,
    ...(definition.meterIdFallback && { meterIdFallback: definition.meterIdFallback }),
    ...(definition.multiplier !== undefined && { multiplier: definition.multiplier }),
    ...(definition.units && {
      units: new Map(Object.entries(definition.units).map(([word, unit]) => [word, typeof unit === 'string' ? { unit } : unit])),
    }),
    ...(definition.mostSets !== undefined && { mostSets: definition.mostSets }),
    ...(definition.longestLine !== undefined && { longestLine: definition.longestLine }),
  };
}

/** A map that gives every sender the same profile. */
class EverySender extends Map<string, SourceProfile> {
  constructor(private readonly profile: SourceProfile) {
    super();
  }

  override get(): SourceProfile {
    return this.profile;
  }
}
