import { scaleExactly, parseDecimal, multiply, type Decimal, type Whole } from '../decimal.js';
import { isDate, parseDateTime, parseInterval } from './date-times.js';
import { LineFault } from './reason-codes.js';
import { CMEP_PURPOSES } from './record-types.js';
import type { SourceProfile, SourceProfiles } from './source-profile.js';
import { WRITTEN_FORM } from './source-profile.js';
import { COMMODITIES, UNITS, UNSUPPORTED_UNITS, type Unit } from './units.js';

/** Number of fields before the sets of an MEPMD01 record. */
export const HEADER_FIELDS = 14;
const MOST_SETS = 48;

/** Fields 1 to 14 of an MEPMD01 record, judged. */
export interface Header {
  readonly profile: SourceProfile;
  readonly fileTime: number;
  readonly meterNumber: string;
  /** What the sender's own unit word tells apart; undefined for words of the written list. */
  readonly stream: string | undefined;
  readonly commodity: number;
  readonly unit: Unit;
  /** Factor × constant: from the written value to the whole number of the channel. */
  readonly factor: Decimal;
  /** Step for blank date-times, seconds; 0 when the line gives none. */
  readonly step: number;
  readonly count: number;
}

/** @throws LineFault at the first field at fault. */
export function readHeader(fields: readonly string[], profiles: SourceProfiles): Header {
  if (fields.length < HEADER_FIELDS) throw new LineFault('truncated-line', 'line', fields.at(-1) ?? '');
  const common = readCommonFields(fields, profiles);
  const [commodity, units, constant, interval, count] = fields.slice(9, HEADER_FIELDS) as [string, string, string, string, string];
  const { commodity: commodityKind, unit, stream } = readUnit(commodity, units, common.profile);
  return {
    ...common,
    stream,
    commodity: commodityKind,
    unit,
    factor: multiplied(readFactor(constant, unit), common.profile.multiplier),
    step: readStep(interval),
    count: readCount(count, common.profile.mostSets ?? MOST_SETS),
  };
}

/** Fields 2 to 9, which MEPMD01 and MEPMD02 share. @throws LineFault at the first field at fault. */
export function readCommonFields(
  fields: readonly string[],
  profiles: SourceProfiles,
): Pick<Header, 'profile' | 'fileTime' | 'meterNumber'> {
  const { profile, fileTime } = readSender(fields, profiles);
  const [receiverCustomerId, , meterId, purpose] = fields.slice(5, 9) as [string, string, string, string];
  const meterNumber = (meterId || (profile.meterIdFallback === 'receiverCustomerId' ? receiverCustomerId : '')).trim();
  if (meterNumber === '') throw new LineFault('meter-id-blank', 'meter id', meterId);
  if (!CMEP_PURPOSES.has(purpose)) throw new LineFault('purpose-not-handled', 'purpose', purpose);
  return { profile, fileTime, meterNumber };
}

/** Fields 2 to 7, which all records share. */
export function readSender(fields: readonly string[], profiles: SourceProfiles): Pick<Header, 'profile' | 'fileTime'> {
  const [, version, senderId, , , , timeStamp] = fields as readonly [string, string, string, string, string, string, string];
  if (!isDate(version)) throw new LineFault('record-version-not-valid', 'record version', version);
  const fileTime = parseDateTime(timeStamp);
  if (fileTime === undefined) throw new LineFault('date-time-not-valid', 'time stamp', timeStamp);
  return { profile: profileOf(senderId, profiles), fileTime };
}

export const profileOf = (senderId: string, profiles: SourceProfiles): SourceProfile => profiles.get(senderId) ?? WRITTEN_FORM;

/** Fields 10 and 11. */
export function readUnit(
  commodity: string,
  written: string,
  profile: SourceProfile,
): { commodity: number; unit: Unit; stream: string | undefined } {
  const own = profile.units?.get(written);
  const word = own?.unit ?? written;
  const known = COMMODITIES.get(commodity);
  if (known === undefined) throw new LineFault(commodity === 'S' ? 'commodity-not-supported' : 'unknown-commodity', 'commodity', commodity);
  if (UNSUPPORTED_UNITS.has(word)) throw new LineFault('unit-not-supported', 'units', written);
  const unit = UNITS.get(word);
  if (!unit) throw new LineFault('unknown-unit', 'units', written);
  if (!unit.commodities.includes(commodity)) throw new LineFault('unit-does-not-fit-commodity', 'units', written);
  return { commodity: known, unit, stream: own?.stream };
}

/** The calculation constant, and with it the factor of the unit. */
export function readFactor(constant: string, unit: Unit): Decimal {
  if (constant === '') {
    if (unit.needsConstant) throw new LineFault('constant-missing', 'calculation constant', constant);
    return unit.factor;
  }
  const value = parseDecimal(constant);
  if (!value || value.digits <= 0n) throw new LineFault('constant-not-valid', 'calculation constant', constant);
  return shorten(multiply(value, unit.factor));
}

/** The factor of a line, with the multiplier of its source. */
export function multiplied(factor: Decimal, multiplier: string | undefined): Decimal {
  const value = multiplier === undefined ? undefined : parseDecimal(multiplier);
  return value ? shorten(multiply(value, factor)) : factor;
}

/** 1.0 × 1000 becomes 1000 again: values then take the fast path. */
function shorten({ digits, scale }: Decimal): Decimal {
  let [rest, places] = [digits, scale];
  while (places > 0 && rest % 10n === 0n) {
    rest /= 10n;
    places--;
  }
  return { digits: rest, scale: places };
}

function readStep(text: string): number {
  const step = text === '' ? 0 : parseInterval(text);
  if (step === 'not-valid') throw new LineFault('interval-not-valid', 'interval', text);
  if (step === 'not-supported') throw new LineFault('interval-not-supported', 'interval', text);
  return step;
}

/** The number of sets that follow. */
export function readCount(text: string, most: number): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : /^H[0-9A-F]{1,7}$/.test(text) ? Number.parseInt(text.slice(1), 16) : 0;
  if (count < 1) throw new LineFault('count-not-valid', 'count', text);
  if (count > most) throw new LineFault('too-many-sets', 'count', text);
  return count;
}

/** The value of a set in the channel's whole numbers, exactly. @throws LineFault for what cannot be held. */
export function readValue(text: string, factor: Decimal, field: string): number {
  const value: Whole | undefined = scaleExactly(text, factor);
  if (typeof value === 'number') return value;
  if (value === 'too-precise') throw new LineFault('value-too-precise', field, text);
  if (value === 'too-large') throw new LineFault('value-too-large', field, text);
  throw new LineFault('value-not-a-number', field, text);
}
