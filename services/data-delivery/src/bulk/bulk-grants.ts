import type { AuthorizationView } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import type { ActiveToken } from '../access/resolved-access.js';
import type { Granted } from '../release/release-path.js';
import { bulkAuthorizations } from './bulk-authorizations.js';
import { activeGrantPages, companyGrants } from './company-grants.js';

/** The living authorizations of a bulk feed. They come page by page: a slow reader of a large feed holds no list of them all. */
export interface BulkGrants {
  readonly count: number;
  /** When the newest of them changed, whole seconds since 1970-01-01 UTC; -Infinity when there is none. */
  readonly changedAt: number;
  /** In the order in which they were granted. */
  pages(): AsyncIterable<readonly Granted[]>;
}

/** @param bulk the company's own id for all of its authorizations, or the bulk id of a scope */
export async function bulkGrants(
  bulk: string,
  token: Pick<ActiveToken, 'applicationInformationId' | 'thirdPartyId'>,
  requests: RequestClient,
): Promise<BulkGrants> {
  const { applicationInformationId, thirdPartyId } = token;
  if (bulk !== applicationInformationId) return grantsOf(bulkAuthorizations(bulk, token, await companyGrants(thirdPartyId, requests)));
  const { active, changedAt } = await requests.request('authorization.summarize-grants', { thirdPartyId });
  return {
    count: active,
    changedAt: changedAt === null ? -Infinity : secondsOf(changedAt),
    pages: () => activeGrantPages(thirdPartyId, requests),
  };
}

/** Those that are known already. */
export function grantsOf(views: readonly AuthorizationView[]): BulkGrants {
  return {
    count: views.length,
    changedAt: views.reduce((newest, { changedAt }) => Math.max(newest, secondsOf(changedAt)), -Infinity),
    async *pages() {
      yield views;
    },
  };
}

const secondsOf = (time: string): number => Math.floor(Date.parse(time) / 1000);
