import { ProblemError, type ApplicationInformationChange } from '@greenledger/contracts';
import { DataCustodianApplicationStatus } from '@greenledger/espi';
import type { Elements } from './application-information-body.js';

/** The elements that a company states itself (ESPI 4.0), and the fact behind each. */
const OWN: Readonly<Record<string, keyof ApplicationInformationChange>> = {
  client_name: 'name',
  thirdPartyApplicationDescription: 'purpose',
  client_uri: 'clientUri',
  policy_uri: 'policyUri',
  tos_uri: 'tosUri',
  logo_uri: 'logoUri',
  thirdPartyUserPortalScreenURI: 'portalUri',
  thirdPartyNotifyUri: 'notifyUri',
};
const STATUS = 'dataCustodianApplicationStatus';
/** Personal data has no place in a resource that is read over and over; the portal keeps it. */
const PERSONAL = ['contacts', 'thirdPartyPhone'];

export interface WantedChange {
  readonly change: ApplicationInformationChange;
  /** The company takes its withdrawal back: the body says production where the registration is on hold. */
  readonly restore: boolean;
}

/**
 * What a PUT wants changed, against the entry as it stands. An element that is left out stays; an empty logo_uri is removed.
 * @throws ProblemError `forbidden` for an element that is the utility's, `invalid-body` for one that is not kept here
 */
export function wantedChange(body: Elements, own: Elements): WantedChange {
  const change: Record<string, string | readonly string[]> = {};
  let restore = false;
  for (const [name, values] of body) {
    const now = own.get(name) ?? [];
    if (same(values, now)) continue;
    if (name === STATUS && restores(values, now)) restore = true;
    else if (name === 'redirect_uri') change['redirectUris'] = values;
    else if (Object.hasOwn(OWN, name)) change[OWN[name]!] = one(name, values);
    else throw refusal(name, own.has(name));
  }
  return { change, restore };
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((value, i) => value === b[i]);

const restores = ([wanted]: readonly string[], [now]: readonly string[]): boolean =>
  wanted === String(DataCustodianApplicationStatus.production) && now === String(DataCustodianApplicationStatus.onHold);

function one(name: string, values: readonly string[]): string {
  if (values.length === 1) return values[0]!;
  throw new ProblemError('invalid-body', `${name} stands ${values.length} times; send it once.`);
}

function refusal(name: string, kept: boolean): ProblemError {
  if (PERSONAL.includes(name)) return new ProblemError('invalid-body', `${name} is not kept here: change your contacts in the portal.`);
  if (!kept) return new ProblemError('invalid-body', `${name.slice(0, 60)} is not kept here: leave it out.`);
  const instead = name === 'scope' ? 'choose other data sets in the portal or by RFC 7592' : 'send it as you read it, or leave it out';
  return new ProblemError('forbidden', `${name} is set by the utility: ${instead}.`, { element: name });
}
