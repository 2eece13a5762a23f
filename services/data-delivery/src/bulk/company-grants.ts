import type { AuthorizationView } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';

/** All authorizations of a company in the order in which they were granted, however many pages they take. */
export async function companyGrants(thirdPartyId: string, requests: RequestClient): Promise<AuthorizationView[]> {
  const all: AuthorizationView[] = [];
  for (;;) {
    const after = all.at(-1);
    const place = after && { grantedAt: after.grantedAt, authorizationId: after.authorizationId };
    const { authorizations, more } = await requests.request('authorization.list-grants', { thirdPartyId, after: place });
    all.push(...authorizations);
    if (!more || authorizations.length === 0) return all;
  }
}
