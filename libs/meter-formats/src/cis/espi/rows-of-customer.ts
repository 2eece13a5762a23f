import { childrenNamed } from '@greenledger/espi';
import { idOf } from '../../espi/links.js';
import type { CisProgram } from '../cis-records.js';
import type { CisReject, CisRow } from '../cis-row.js';
import { decoded, numberOf, programsOf, tariffOf, timeOf } from './agreement-facts.js';
import { customerFacts } from './customer-facts.js';
import type { CustomerGroup, PlacedEntry, PlacedResource } from './customer-group.js';
import { elementReject } from './element-names.js';
import { ElementFault } from './judged-text.js';
import { metersAt, meterOf, placeOfMeter, placesOf } from './service-places.js';
import type { ToldUsagePoints } from './usage-points.js';

type Outcome = CisRow | CisProgram | CisReject;

/**
 * Rows and programmes of one customer, as a CSV extract would have them. An entry that is at fault, or that nothing in the file
 * belongs to, gives a reject; the others go on.
 */
export function* rowsOfCustomer(group: CustomerGroup, told: ToldUsagePoints): Generator<Outcome, void, undefined> {
  const starts = (entry: PlacedEntry): number => {
    const time = judged(entry, () => timeOf(entry));
    return 'kind' in time ? 0 : time.from;
  };
  const agreements = [...group.all('CustomerAgreement')].sort((a, b) => starts(a) - starts(b) || a.line - b.line);
  for (const agreement of agreements) yield* rowsOfAgreement(group, agreement, told);
  yield* withoutPlace(group);
}

function* rowsOfAgreement(group: CustomerGroup, agreement: PlacedEntry, told: ToldUsagePoints): Generator<Outcome, void, undefined> {
  const holder = judged(agreement, () => holderOf(group, agreement));
  if ('kind' in holder) return yield holder;
  const locations = group.below('ServiceLocation', agreement);
  if (locations.length === 0) return yield missing(agreement, 'ServiceLocation');
  const numbers: string[] = [];
  for (const location of locations) {
    const places = judged(location, () => placesOf(location));
    if ('kind' in places) {
      yield places;
      continue;
    }
    const meters = new Map<string, { entry: PlacedEntry; meter: NonNullable<CisRow['meter']> }[]>();
    for (const entry of metersAt(group, agreement, location)) {
      const found = judged(entry, () => ({ place: placeOfMeter(entry, places), meter: meterOf(entry) }));
      if ('kind' in found) yield found;
      else meters.set(found.place, [...(meters.get(found.place) ?? []), { entry, meter: found.meter }]);
    }
    for (const place of places) {
      numbers.push(place.servicePointNumber);
      const usagePoint = told.of(place.servicePointNumber);
      const row: CisRow = {
        ...holder,
        ...place,
        kind: 'row',
        written: 'elements',
        line: location.line,
        raw: location.path,
        servicePointNumber: decoded(place.servicePointNumber),
        serviceKind: usagePoint?.serviceKind,
        timeZone: undefined,
        tariff: usagePoint?.tariff ?? holder.tariff,
        meter: null,
        voltageClass: undefined,
      };
      const own = meters.get(place.servicePointNumber) ?? [];
      if (own.length === 0) yield row;
      for (const { entry, meter } of own) yield { ...row, line: entry.line, raw: entry.path, meter };
    }
  }
  yield* programRows(group, agreement, holder.agreementNumber, numbers);
}

type Holder = Omit<
  CisRow,
  'kind' | 'line' | 'raw' | 'servicePointNumber' | 'address' | 'postcode' | 'serviceKind' | 'timeZone' | 'meter' | 'voltageClass'
>;

function holderOf(group: CustomerGroup, agreement: PlacedEntry): Holder {
  const { customer } = group;
  const account = group.accountOf(agreement);
  if (!customer) throw new ElementFault('entry-missing', 'Customer', '');
  if (!account) throw new ElementFault('entry-missing', 'CustomerAccount', '');
  const { from, to } = timeOf(agreement);
  return {
    ...customerFacts(customer, account),
    customerNumber: decoded(idOf(customer.path)),
    accountNumber: numberOf(account, 'accountId'),
    agreementNumber: numberOf(agreement, 'agreementId'),
    serviceFrom: from,
    serviceTo: to,
    tariff: tariffOf(agreement),
  };
}

function* programRows(
  group: CustomerGroup,
  agreement: PlacedEntry,
  agreementNumber: string,
  servicePointNumbers: readonly string[],
): Generator<Outcome, void, undefined> {
  const mappings = group
    .all('ProgramDateIdMappings')
    .flatMap(({ resource }) => (resource ? childrenNamed(resource, 'programDateIdMapping') : []));
  const programs = judged(agreement, () => programsOf(agreement, mappings));
  if ('kind' in programs) return yield programs;
  const { line, path: raw } = agreement;
  for (const number of servicePointNumbers)
    for (const program of programs)
      yield { kind: 'program', written: 'elements', line, raw, agreementNumber, servicePointNumber: decoded(number), ...program };
}

/** What each resource needs above it in the file, and what it needs below it. */
const ABOVE: readonly (readonly [PlacedResource, PlacedResource])[] = [
  ['ServiceLocation', 'CustomerAgreement'],
  ['Meter', 'CustomerAgreement'],
  ['EndDevice', 'CustomerAgreement'],
];
const BELOW: readonly (readonly [PlacedResource, PlacedResource])[] = [
  ['Customer', 'CustomerAccount'],
  ['CustomerAccount', 'CustomerAgreement'],
];

/** Entries that no row comes from, so that none is passed over. */
function* withoutPlace(group: CustomerGroup): Generator<CisReject, void, undefined> {
  for (const [resource, above] of ABOVE)
    for (const entry of group.all(resource)) if (!group.isBelow(above, entry)) yield missing(entry, above);
  for (const [resource, below] of BELOW)
    for (const entry of group.all(resource)) if (group.below(below, entry).length === 0) yield missing(entry, below);
}

const missing = ({ line, path }: PlacedEntry, element: PlacedResource): CisReject =>
  elementReject(line, 'entry-missing', element, '', path);

/** What an entry gives, or its reject. */
function judged<T extends object>({ line, path }: PlacedEntry, judge: () => T): T | CisReject {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof ElementFault)) throw error;
    return elementReject(line, error.code, error.field, error.value, path);
  }
}
