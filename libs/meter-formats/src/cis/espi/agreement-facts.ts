import { childAt, childrenNamed, type XmlElement } from '@greenledger/espi';
import { idOf } from '../../espi/links.js';
import type { CisProgram } from '../cis-records.js';
import type { PlacedEntry } from './customer-group.js';
import { firstText, momentAt } from './element-text.js';
import { ElementFault, maybe, momentOrFault, needed, wholeNumberOf } from './judged-text.js';

/** Half-open, seconds since 1970-01-01 UTC. */
export interface AgreementTime {
  readonly from: number;
  readonly to: number | null;
}

/** The number of an account or agreement: of its own element, by its name before version 3.3, or by its link. @throws ElementFault */
export const numberOf = ({ path, resource }: PlacedEntry, element: 'accountId' | 'agreementId'): string =>
  wholeNumberOf(firstText(resource, [element], ['name']) ?? decoded(idOf(path)), element);

/** The id of an entry as it was before it went into a link. */
export function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** validityInterval, of which a duration of 0 is without end; else open since the signing. @throws ElementFault */
export function timeOf({ resource }: PlacedEntry): AgreementTime {
  const interval = childAt(resource, 'validityInterval');
  const start = momentOrFault(momentAt(interval, 'start') ?? momentAt(resource, 'signDate'), 'validityInterval');
  if (start === undefined) throw new ElementFault('field-missing', 'validityInterval', '');
  const duration = Number(firstText(interval, ['duration']) ?? '0');
  if (!Number.isInteger(duration) || duration < 0) throw new ElementFault('date-not-valid', 'validityInterval', String(duration));
  return { from: start, to: duration === 0 ? null : start + duration };
}

/** The tariff, where the agreement names exactly one: several stand without their dates. */
export function tariffOf({ resource }: PlacedEntry): string | undefined {
  const tariffs = (resource ? childrenNamed(resource, 'PricingStructures') : []).map(({ text }) => text).filter((text) => text !== '');
  return tariffs.length === 1 ? maybe(plain(tariffs[0]!), 'PricingStructures') : undefined;
}

const plain = (uri: string): string => {
  try {
    return decodeURI(uri);
  } catch {
    return uri;
  }
};

export type ToldProgram = Pick<CisProgram, 'code' | 'name' | 'status' | 'from' | 'to' | 'caisoResourceId' | 'caisoLocationId'>;

const STATUSES = ['enrolled', 'unenrolled', 'enrolledPending'];
const END = /\bend\b|de.?enroll|unenroll|term/i;
const LONGEST_CODE = 64;

/** The demand-response programmes of an agreement; code and CAISO ids come from the mapping of the same name. @throws ElementFault */
export function programsOf({ resource }: PlacedEntry, mappings: readonly XmlElement[]): ToldProgram[] {
  return (resource ? childrenNamed(resource, 'DemandResponseProgram') : []).map((program): ToldProgram => {
    const name = needed(firstText(program, ['programName']), 'programName');
    const status = needed(firstText(program, ['enrollmentStatus']), 'enrollmentStatus');
    if (!STATUSES.includes(status)) throw new ElementFault('unknown-word', 'enrollmentStatus', status);
    const mapping = mappings.find((each) => firstText(each, ['name']) === name);
    const code = firstText(mapping, ['code']) ?? name;
    if (code.length > LONGEST_CODE) throw new ElementFault('field-too-long', 'code', code);
    const note = firstText(mapping, ['note']) ?? '';
    const { from, to } = datesOf(program);
    const caisoResourceId = /CAISO resource ([^;]+)/.exec(note)?.[1]?.trim() ?? null;
    const caisoLocationId = /CAISO location ([^;]+)/.exec(note)?.[1]?.trim() ?? null;
    return { code, name, status, from, to, caisoResourceId, caisoLocationId };
  });
}

/** The first date begins the enrolment; one whose description speaks of an end ends it. */
function datesOf(program: XmlElement): AgreementTime {
  const dates = childrenNamed(program, 'programDate').map((date) => ({
    at: momentOrFault(momentAt(date, 'programDate'), 'programDate'),
    ends: END.test(firstText(date, ['programDateDescription']) ?? ''),
  }));
  const from = dates.find(({ at, ends }) => at !== undefined && !ends)?.at;
  const to = dates.find(({ at, ends }) => at !== undefined && ends)?.at ?? null;
  if (from === undefined) throw new ElementFault('field-missing', 'programDate', '');
  if (to !== null && to <= from) throw new ElementFault('dates-reversed', 'programDate', '');
  return { from, to };
}
