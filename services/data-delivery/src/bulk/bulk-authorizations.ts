import type { AuthorizationView } from '@greenledger/contracts';
import { parseScope, ScopeError } from '@greenledger/espi';
import type { ActiveToken } from '../access/resolved-access.js';

/** The bulk id that a scope names (`BR=`); undefined when it names none. */
export function bulkIdOf(scope: string): string | undefined {
  try {
    return parseScope(scope).bulkId;
  } catch (error) {
    if (error instanceof ScopeError) return undefined;
    throw error;
  }
}

/**
 * Whether a bulk id is the token's own: the id of the company's ApplicationInformation stands for all of its
 * authorizations, the `BR=` of the token's scope for those that were granted with it.
 */
export function isOwnBulk(bulk: string, { applicationInformationId, scope }: ActiveToken): boolean {
  return bulk === applicationInformationId || bulk === bulkIdOf(scope);
}

/** The living authorizations of a bulk, in the order in which they were granted. */
export function bulkAuthorizations(
  bulk: string,
  { applicationInformationId, thirdPartyId }: Pick<ActiveToken, 'applicationInformationId' | 'thirdPartyId'>,
  views: readonly AuthorizationView[],
): AuthorizationView[] {
  const all = bulk === applicationInformationId;
  return views
    .filter((view) => view.thirdPartyId === thirdPartyId && view.status === 'active' && (all || bulkIdOf(view.scope) === bulk))
    .sort((a, b) => order(a.grantedAt, b.grantedAt) || order(a.authorizationId, b.authorizationId));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
