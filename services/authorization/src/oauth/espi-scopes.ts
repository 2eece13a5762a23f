import { PERSONAL_DATA_SETS, type DataSet } from '@greenledger/contracts';
import { formatScope, isWithinOffer, parseScope, ScopeError } from '@greenledger/espi';

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

/** The scope as granted: the asked one, with the history that the customer chose when that is shorter. */
export function narrowHistory(asked: string, historyLength: number): string {
  const scope = parseScope(asked);
  if (scope.historyLength !== undefined && scope.historyLength <= historyLength) return asked;
  return formatScope({ ...scope, historyLength });
}

/** Thirteen months, when neither the scope nor the offer says how far back. Seconds. */
const DEFAULT_HISTORY = 34_214_400;

/** History that a scope asks for, seconds. */
export function historyLengthOf(scope: string): number {
  return parseScope(scope).historyLength ?? DEFAULT_HISTORY;
}

export const bulkIdOf = (scope: string): string | undefined => parseScope(scope).bulkId;

export const holdsPersonalData = (dataSets: readonly DataSet[]): boolean =>
  dataSets.some((dataSet) => PERSONAL_DATA_SETS.includes(dataSet));
