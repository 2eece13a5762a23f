import type { ServiceName } from '../subjects.js';

/** What a person of a company may take home of one authorization: readings with bills, bills alone, or customer records. */
export const COMPANY_DOWNLOADS = ['usage', 'bills', 'customer'] as const;
export type CompanyDownload = (typeof COMPANY_DOWNLOADS)[number];

/** Where data-delivery hands out what a ticket is for; the ticket comes as a bearer token. */
export const COMPANY_DOWNLOAD_PATH = 'DataCustodian/company-download';

/** Downloads on the pages of a company. The caller has let a person of that company in. */
export interface CompanyDownloadRequests {
  /**
   * A right to fetch one file within a minute, at `COMPANY_DOWNLOAD_PATH`, in the form that `Accept` names. The release is decided and
   * recorded when it is fetched. `not-found` when the authorization is another company's; `conflict` when it has ended, or holds nothing of it.
   */
  'data-delivery.issue-download-ticket': {
    request: { readonly thirdPartyId: string; readonly authorizationId: string; readonly what: CompanyDownload };
    reply: { readonly ticket: string; readonly expiresAt: string };
  };
}

export const COMPANY_DOWNLOAD_CALLERS: Record<keyof CompanyDownloadRequests, readonly ServiceName[]> = {
  'data-delivery.issue-download-ticket': ['portal'],
};
