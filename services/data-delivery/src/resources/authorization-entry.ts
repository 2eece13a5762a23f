import { PERSONAL_DATA_SETS, type AuthorizationView } from '@greenledger/contracts';
import { atomId, AuthorizationStatusCode, authorizationXml, selfLink, upLink, type EntryFrame } from '@greenledger/espi';
import type { ActiveToken } from '../access/resolved-access.js';
import { certificateLink } from './certificate-link.js';
import type { ResourceUris } from './resource-uris.js';

/** `expires_at` is required: an authorization without end says the first second of the year 2100. */
const WITHOUT_END = 4_102_444_800;

const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000);

/**
 * Frame and payload of an Authorization. An expired one reads as revoked: ESPI has no status of its own for it.
 * To the client of a customer who fetches the own data, `resourceURI` is the bulk resource of all own services, as at PG&E
 * (mission M-18); every other company finds the Subscription there.
 */
export function authorizationEntry(
  view: AuthorizationView,
  uris: ResourceUris,
  reader?: Pick<ActiveToken, 'selfAccess' | 'applicationInformationId'>,
): { frame: EntryFrame; payload: string } {
  const { authorizationId, terms, status, scope, grantedAt, changedAt, ended } = view;
  const self = uris.authorization(authorizationId);
  const frame: EntryFrame = {
    id: atomId(self),
    links: [
      selfLink(self, 'espi-entry/Authorization'),
      upLink(uris.authorization(), 'espi-feed/Authorization'),
      ...certificateLink(uris.certificate),
    ],
    title: 'Authorization',
    published: seconds(grantedAt),
    updated: seconds(ended?.at ?? changedAt),
  };
  const personal = terms.dataSets.some((dataSet) => PERSONAL_DATA_SETS.includes(dataSet));
  const payload = authorizationXml({
    authorizedPeriod: terms.authorizedPeriod,
    publishedPeriod: terms.publishedPeriod,
    status: status === 'active' ? AuthorizationStatusCode.active : AuthorizationStatusCode.revoked,
    expiresAt: terms.authorizedPeriod.end ?? WITHOUT_END,
    scope,
    resourceUri: reader?.selfAccess ? uris.batchBulk(reader.applicationInformationId) : uris.batchSubscription(authorizationId),
    authorizationUri: self,
    customerResourceUri: personal ? uris.batchRetailCustomer(authorizationId) : undefined,
  });
  return { frame, payload };
}
