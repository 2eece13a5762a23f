import { ProblemError } from '@greenledger/contracts';
import {
  checkCsvMapping,
  type CsvMapping,
  type EspiOptions,
  METER_FORMATS,
  type MeterFormat,
  type NemOptions,
} from '@greenledger/meter-formats';

/** What is particular to one source of meter files: data that the operator edits, never code. Everything is optional. */
export interface ProfileDefinition {
  /** Sender id that picks the profile when the upload names none: field 3 of a CMEP line. */
  readonly sender?: string;
  /** The only format that the source sends. */
  readonly format?: MeterFormat;
  /** CMEP: what a quality flag means (ESPI QualityOfReading), over the written list. `''` is the empty flag. */
  readonly flags?: Readonly<Record<string, { readonly quality: number; readonly hasValue: boolean }>>;
  /** CMEP: a unit word of the source → a unit word of docs/reference/cmep.md, and the stream that it tells apart. */
  readonly units?: Readonly<Record<string, string | { readonly unit: string; readonly stream?: string }>>;
  /** CMEP: sets that a record may hold; 48 by the written text. */
  readonly mostSets?: number;
  /** CMEP: characters that a line may have; 2,048 by the written text. */
  readonly longestLine?: number;
  /** CMEP: where the meter number stands when field 8 is blank. */
  readonly meterIdFallback?: 'receiverCustomerId';
  /** Exact decimal that every value is multiplied by, as text: `"40"`. */
  readonly multiplier?: string;
  /** IANA zone of times without offset; stands in for the zone of the CSV mapping. */
  readonly timeZone?: string;
  /** How long after a file the next one is expected at the latest; later the source is overdue. */
  readonly cadence?: { readonly overdueAfterHours: number };
  /** NEM12 and NEM13: clock, meter numbers, suffixes and precision of the sender. */
  readonly nem?: NemOptions;
  /** ESPI XML: meter numbers, streams and what a file does not say. */
  readonly espi?: Omit<EspiOptions, 'fileTime'>;
  /** CSV: which columns hold what. */
  readonly csv?: CsvMapping;
  /** The meter number of the crosswalk is `<meter>/<stream>`: for sources with several series of one kind per meter. */
  readonly streamInMeterNumber?: boolean;
  /** Out of use: the sender follows the written form again. */
  readonly retired?: boolean;
}

const TEXT = (value: unknown): boolean => typeof value === 'string' && value.length > 0 && value.length <= 256;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const isUnit = (value: unknown): boolean =>
  TEXT(value) || (isRecord(value) && TEXT(value['unit']) && (value['stream'] === undefined || TEXT(value['stream'])));
const isFlag = (value: unknown): boolean =>
  isRecord(value) &&
  Number.isInteger(value['quality']) &&
  Number(value['quality']) >= 0 &&
  Number(value['quality']) <= 255 &&
  typeof value['hasValue'] === 'boolean';

/** Each member with its rule and the words for it. */
const RULES: Readonly<Record<keyof ProfileDefinition, readonly [(value: unknown) => boolean, string]>> = {
  sender: [TEXT, 'a text of at most 256 characters'],
  format: [(value) => (METER_FORMATS as readonly unknown[]).includes(value), `one of ${METER_FORMATS.join(', ')}`],
  flags: [
    (value) => isRecord(value) && Object.values(value).every(isFlag),
    '{ "<flag>": { "quality": <ESPI QualityOfReading>, "hasValue": true|false } }',
  ],
  units: [
    (value) => isRecord(value) && Object.entries(value).every(([word, unit]) => TEXT(word) && isUnit(unit)),
    '{ "<word of the source>": "<unit word>" } or { "<word>": { "unit": "<unit word>", "stream": "<name>" } }',
  ],
  mostSets: [(value) => isWhole(value, 1, 10_000), 'a whole number from 1 to 10000'],
  longestLine: [(value) => isWhole(value, 64, 65_536), 'a whole number from 64 to 65536'],
  meterIdFallback: [(value) => value === 'receiverCustomerId', '"receiverCustomerId"'],
  multiplier: [
    (value) => typeof value === 'string' && /^(?=.*[1-9])\d{1,9}(\.\d{1,9})?$/.test(value),
    'a positive decimal as text, such as "40"',
  ],
  timeZone: [isTimeZone, 'an IANA time zone such as America/Los_Angeles'],
  cadence: [
    (value) => isRecord(value) && typeof value['overdueAfterHours'] === 'number' && value['overdueAfterHours'] > 0,
    '{ "overdueAfterHours": <number above 0> }',
  ],
  nem: [
    isNemOptions,
    'an object with utcOffset (seconds), meterNumber (nmi, nmi-suffix, serial), suffixes or powerOfTenMultiplier (0, -3)',
  ],
  espi: [
    isEspiOptions,
    'an object with meterNumber (usage-point, meter-reading), stream (meter-reading, none), defaultQuality or flowDirection (whole numbers)',
  ],
  csv: [isRecord, 'a CSV mapping, see docs/reference/csv-meter-files.md'],
  streamInMeterNumber: [(value) => typeof value === 'boolean', 'true or false'],
  retired: [(value) => typeof value === 'boolean', 'true or false'],
};

/** @throws ProblemError `invalid-body` that names every member at fault. */
export function profileDefinition(given: unknown): ProfileDefinition {
  if (!isRecord(given)) throw new ProblemError('invalid-body', 'The definition of a source profile is a JSON object.');
  const faults = Object.entries(given).flatMap(([name, value]) => {
    const rule = Object.hasOwn(RULES, name) ? RULES[name as keyof ProfileDefinition] : undefined;
    if (!rule) return [`${name} is no member of a source profile (known: ${Object.keys(RULES).join(', ')})`];
    return rule[0](value) ? [] : [`${name} must be ${rule[1]}`];
  });
  const { csv, timeZone } = given;
  // The zone of the profile stands in for that of the mapping.
  if (isRecord(csv)) faults.push(...checkCsvMapping({ timeZone, ...csv }).map((fault) => `csv: ${fault}`));
  if (faults.length > 0) throw new ProblemError('invalid-body', `${faults.join('; ')}. Nothing was changed.`, { faults });
  return given as ProfileDefinition;
}

function isNemOptions(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { utcOffset, meterNumber, suffixes, powerOfTenMultiplier, ...rest } = value;
  return (
    Object.keys(rest).length === 0 &&
    (utcOffset === undefined || (Number.isInteger(utcOffset) && Math.abs(Number(utcOffset)) <= 50_400)) &&
    (meterNumber === undefined || ['nmi', 'nmi-suffix', 'serial'].includes(String(meterNumber))) &&
    (suffixes === undefined || isRecord(suffixes)) &&
    (powerOfTenMultiplier === undefined || powerOfTenMultiplier === 0 || powerOfTenMultiplier === -3)
  );
}

function isEspiOptions(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { meterNumber, stream, defaultQuality, flowDirection, ...rest } = value;
  return (
    Object.keys(rest).length === 0 &&
    (meterNumber === undefined || ['usage-point', 'meter-reading'].includes(String(meterNumber))) &&
    (stream === undefined || ['meter-reading', 'none'].includes(String(stream))) &&
    (defaultQuality === undefined || Number.isInteger(defaultQuality)) &&
    (flowDirection === undefined || Number.isInteger(flowDirection))
  );
}

function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
