import type { AuthorizationView } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';

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
