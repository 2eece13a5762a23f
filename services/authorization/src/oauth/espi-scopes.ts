import { PERSONAL_DATA_SETS, type DataSet } from '@greenledger/contracts';
import { dataSetsAskedFor, formatScope, isWithinOffer, parseScope, ScopeError, type AdditionalScope } from '@greenledger/espi';

/**
 * Judges an asked scope: one ESPI scope string that follows the grammar and lies within one of the company's offers.
 * @returns why it is refused, fit for `error_description`, or `undefined` when it may be asked for
 */
export function refusalOfScope(asked: string | undefined, offers: readonly string[]): string | undefined {
  if (!asked) return 'scope is required: name one of the ESPI scopes registered for this client';
  if (asked.includes(' ')) return 'ask for one ESPI scope at a time; terms are separated by semicolons, not blanks';
  try {
    const scope = parseScope(asked);
    if (offers.some((offer) => offer === asked || isWithinOffer(scope, parseScope(offer)))) return undefined;
    return 'scope is not within any scope registered for this client';
  } catch (error) {
    if (error instanceof ScopeError) return error.reason.replaceAll('"', "'");
    throw error;
  }
}

/** How PG&E's AdditionalScope names the data sets. */
const DATA_SET_OF: Record<AdditionalScope, DataSet> = {
  Usage: 'usage',
  Billing: 'billing',
  Basic: 'basic',
  Account: 'account',
  ProgramEnrollment: 'programEnrollment',
};

/** All data sets that may be chosen under a scope that names some word for word (AdditionalScope); `undefined` when it names none. */
export function dataSetsNamedIn(text: string): readonly DataSet[] | undefined {
  const scope = parseScope(text);
  return scope.additionalScopes && dataSetsAskedFor(scope);
}

/** The scope as granted: the asked one, with the history and the data sets that the customer chose when those are less. */
export function grantedScope(asked: string, choice: { historyLength: number; dataSets: readonly DataSet[] }): string {
  const scope = parseScope(asked);
  const kept = scope.additionalScopes?.filter((name) => choice.dataSets.includes(DATA_SET_OF[name]));
  const sameHistory = scope.historyLength !== undefined && scope.historyLength <= choice.historyLength;
  if (sameHistory && kept?.length === scope.additionalScopes?.length) return asked;
  return formatScope({
    ...scope,
    historyLength: sameHistory ? scope.historyLength : choice.historyLength,
    ...(kept && { additionalScopes: kept }),
  });
}

/** Thirteen months, when neither the scope nor the offer says how far back. Seconds. */
const DEFAULT_HISTORY = 34_214_400;

/** History that a scope asks for, seconds. */
export function historyLengthOf(scope: string): number {
  return parseScope(scope).historyLength ?? DEFAULT_HISTORY;
}

/** Scope by which a client gets a registration_access_token by client credentials (ESPI; function block 44). */
export const REGISTRATION_SCOPE = 'FB=44';

export const bulkIdOf = (scope: string): string | undefined => parseScope(scope).bulkId;

export const holdsPersonalData = (dataSets: readonly DataSet[]): boolean =>
  dataSets.some((dataSet) => PERSONAL_DATA_SETS.includes(dataSet));
