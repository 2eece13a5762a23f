import { childrenNamed } from '@greenledger/espi';
import { idOf, pathOf, resourceIn } from '../../espi/links.js';
import type { CisRow } from '../cis-row.js';
import type { CustomerGroup, PlacedEntry } from './customer-group.js';
import { addressText, firstText, momentAt, postcodeOf } from './element-text.js';
import { ElementFault, maybe, momentOrFault, needed, wholeNumberOf } from './judged-text.js';

/** A service point of an agreement, as a ServiceLocation tells it. */
export type ServicePlace = Pick<CisRow, 'servicePointNumber' | 'address' | 'postcode'>;
export type InstalledMeter = NonNullable<CisRow['meter']>;

/** The service points of a location: its usage points, or the location itself where it names none. @throws ElementFault */
export function placesOf({ path, resource }: PlacedEntry): ServicePlace[] {
  const main = resource && childrenNamed(resource, 'mainAddress')[0];
  const address = needed(maybe(addressText(main), 'mainAddress'), 'mainAddress');
  const postcode = needed(postcodeOf(main), 'postalCode');
  const uris = resource
    ? childrenNamed(resource, 'UsagePoints').flatMap((list) => childrenNamed(list, 'UsagePoint').map(({ text }) => text))
    : [];
  const ids = uris.map((uri) => {
    const usagePoint = resourceIn(pathOf(uri), 'UsagePoint');
    if (usagePoint === undefined) throw new ElementFault('entry-without-place', 'UsagePoint', uri);
    return idOf(usagePoint);
  });
  return [...new Set(ids.length === 0 ? [idOf(path)] : ids)].map((servicePointNumber) => ({ servicePointNumber, address, postcode }));
}

/** The meters of a location: also those that stand beside it below the agreement, as some senders write them. */
export function metersAt(group: CustomerGroup, agreement: PlacedEntry, location: PlacedEntry): readonly PlacedEntry[] {
  const meters = [...group.below('Meter', agreement), ...group.below('EndDevice', agreement)];
  const own = meters.filter(({ path }) => path.startsWith(`${location.path}/`) || !path.includes('/ServiceLocation/'));
  // A meter is an EndDevice too, and some feeds hold it under both names.
  const known = new Map<string, PlacedEntry>();
  for (const meter of own) {
    const key = JSON.stringify([serialOf(meter), installedAt(meter)]);
    if (!known.has(key)) known.set(key, meter);
  }
  return [...known.values()];
}

/** @throws ElementFault */
export function meterOf(entry: PlacedEntry): InstalledMeter {
  const number = wholeNumberOf(serialOf(entry), 'serialNumber');
  const from = momentOrFault(installedAt(entry), 'installationDate');
  if (from === undefined) throw new ElementFault('meter-from-missing', 'installationDate', number);
  const to = momentOrFault(momentAt(entry.resource, 'lifecycle', 'removalDate'), 'removalDate') ?? null;
  if (to !== null && to <= from) throw new ElementFault('dates-reversed', 'removalDate', number);
  return { number, from, to };
}

/**
 * At which of the service points of its location a meter is: the one there is, or the one that its utcNumber or a related link
 * names. @throws ElementFault `meter-of-several-usage-points` when nothing tells
 */
export function placeOfMeter({ resource, links }: PlacedEntry, places: readonly ServicePlace[]): string {
  if (places.length === 1) return places[0]!.servicePointNumber;
  const linked = links.related.flatMap((path) => resourceIn(path, 'UsagePoint') ?? []).map(idOf);
  const named = [firstText(resource, ['utcNumber']), ...linked];
  const place = places.find(({ servicePointNumber }) => named.includes(servicePointNumber));
  if (!place) throw new ElementFault('meter-of-several-usage-points', 'utcNumber', named[0] ?? '');
  return place.servicePointNumber;
}

const serialOf = ({ path, resource }: PlacedEntry): string => firstText(resource, ['serialNumber']) ?? idOf(path);
const installedAt = ({ resource }: PlacedEntry): number | undefined => momentAt(resource, 'lifecycle', 'installationDate');
