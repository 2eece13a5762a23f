import type { AuthorizationView, GrantColumns, GrantPlace } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import type { Granted } from '../release/release-path.js';

/** The authorizations of a company in the order in which they were granted, page by page. */
export async function* grantPages(thirdPartyId: string, requests: RequestClient): AsyncGenerator<readonly AuthorizationView[]> {
  for (let last: AuthorizationView | undefined; ;) {
    const after = last && { grantedAt: last.grantedAt, authorizationId: last.authorizationId };
    const { authorizations, more } = await requests.request('authorization.list-grants', { thirdPartyId, after });
    yield authorizations;
    last = authorizations.at(-1);
    if (!more || last === undefined) return;
  }
}

/** All authorizations of a company in the order in which they were granted, however many pages they take. */
export async function companyGrants(thirdPartyId: string, requests: RequestClient): Promise<AuthorizationView[]> {
  const all: AuthorizationView[] = [];
  for await (const page of grantPages(thirdPartyId, requests)) all.push(...page);
  return all;
}

/** The active authorizations of a company in the order in which they were granted, page by page, with what a bulk feed needs of them. */
export async function* activeGrantPages(thirdPartyId: string, requests: RequestClient): AsyncGenerator<readonly Granted[]> {
  for (let after: GrantPlace | undefined; ;) {
    const { grants, next } = await requests.request('authorization.list-bulk-grants', { thirdPartyId, after });
    yield grantedOf(grants);
    if (!next) return;
    after = next;
  }
}

function grantedOf({ authorizationIds, customerIds, usagePointIds, dataSets, publishedStarts, publishedEnds }: GrantColumns): Granted[] {
  return authorizationIds.map((authorizationId, i) => {
    const publishedPeriod = { start: publishedStarts[i]!, end: publishedEnds[i]! };
    return {
      authorizationId,
      customerId: customerIds[i]!,
      terms: { usagePointIds: usagePointIds[i]!, dataSets: dataSets[i]!, publishedPeriod },
    };
  });
}
