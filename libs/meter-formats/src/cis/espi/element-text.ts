import { childAt, textAt, type XmlElement } from '@greenledger/espi';
import { wholeOf } from '../../espi/numbers.js';

/** Seconds reach this number in the year 5138; a greater one is milliseconds, as some senders write them. */
const SECONDS_LIMIT = 100_000_000_000;

/** The text at the first of some paths where one stands; undefined when nothing stands at any of them. */
export function firstText(element: XmlElement | undefined, ...paths: readonly (readonly string[])[]): string | undefined {
  for (const path of paths) {
    const text = textAt(element, ...path);
    if (text !== undefined && text !== '') return text;
  }
  return undefined;
}

/** A TimeType: seconds since 1970-01-01 UTC. @returns NaN for a text that is none, undefined when nothing stands there. */
export function momentAt(element: XmlElement | undefined, ...path: readonly string[]): number | undefined {
  const text = firstText(element, path);
  if (text === undefined) return undefined;
  const whole = wholeOf(text) ?? Number.NaN;
  return whole >= SECONDS_LIMIT ? Math.floor(whole / 1_000) : whole;
}

/** An address in one line: street, then town and state, without the postal code. */
export function addressText(address: XmlElement | undefined): string | undefined {
  const street = childAt(address, 'streetDetail');
  const town = childAt(address, 'townDetail');
  const joined = (from: XmlElement | undefined, names: readonly string[]): string =>
    names.flatMap((name) => firstText(from, [name]) ?? []).join(' ');
  const line = [
    joined(street, ['number', 'prefix', 'name', 'type', 'suffix', 'suiteNumber', 'buildingName']),
    joined(street, ['addressGeneral', 'addressGeneral2', 'addressGeneral3']),
    joined(town, ['section']),
    joined(town, ['name', 'stateOrProvince']),
    joined(town, ['country']),
  ].filter((part) => part !== '');
  return line.length === 0 ? undefined : line.join(', ');
}

/** The postal code; PG&E writes it as the code of the town. */
export const postcodeOf = (address: XmlElement | undefined): string | undefined =>
  firstText(address, ['postalCode'], ['townDetail', 'code']);

/** A TelephoneNumber in one line. */
export function phoneText(phone: XmlElement | undefined): string | undefined {
  const whole = firstText(phone, ['ituPhone']);
  if (whole !== undefined) return whole;
  const parts = ['countryCode', 'areaCode', 'cityCode', 'localNumber'].flatMap((name) => firstText(phone, [name]) ?? []);
  const extension = firstText(phone, ['ext']);
  if (parts.length === 0) return undefined;
  return [...parts, ...(extension === undefined ? [] : [`ext. ${extension}`])].join(' ');
}
