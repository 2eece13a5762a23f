import type { ThirdPartyStatus, ThirdPartyView } from '@greenledger/contracts';
import { applicationInformationXml, atomId, DataCustodianApplicationStatus, selfLink, upLink, type EntryFrame } from '@greenledger/espi';
import { certificateLink } from './certificate-link.js';
import type { ResourceUris } from './resource-uris.js';

/** ESPI shows client_secret and registration_access_token in clear; only their hashes are kept here, so it cannot. */
const SHOWN_ONCE = 'shown once, when it was issued';

const STATUS: Record<ThirdPartyStatus, number> = {
  review: DataCustodianApplicationStatus.review,
  production: DataCustodianApplicationStatus.production,
  onHold: DataCustodianApplicationStatus.onHold,
  terminated: DataCustodianApplicationStatus.revoked,
};

const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000);

/** Frame and payload of a company's registration. */
export function applicationInformationEntry(view: ThirdPartyView, uris: ResourceUris): { frame: EntryFrame; payload: string } {
  const self = uris.applicationInformation(view.applicationInformationId);
  const issuer = `${uris.origin}/oauth`;
  const frame: EntryFrame = {
    id: atomId(self),
    links: [
      selfLink(self, 'espi-entry/ApplicationInformation'),
      upLink(uris.applicationInformation(), 'espi-feed/ApplicationInformation'),
      ...certificateLink(uris.certificate),
    ],
    title: 'Application information',
    published: seconds(view.registeredAt),
    updated: seconds(view.changedAt),
  };
  const payload = applicationInformationXml({
    ...view,
    dataCustodianId: new URL(uris.origin).host,
    dataCustodianApplicationStatus: STATUS[view.status],
    thirdPartyApplicationDescription: view.purpose,
    authorizationServerUri: issuer,
    thirdPartyNotifyUri: view.notifyUri,
    authorizationServerAuthorizationEndpoint: `${issuer}/authorize`,
    authorizationServerRegistrationEndpoint: `${issuer}/register`,
    authorizationServerTokenEndpoint: `${issuer}/token`,
    dataCustodianBulkRequestUri: `${uris.base}/Batch/Bulk`,
    dataCustodianResourceEndpoint: uris.base,
    thirdPartyUserPortalScreenUri: view.profile?.portalUri,
    clientSecret: SHOWN_ONCE,
    clientName: view.name,
    clientIdIssuedAt: seconds(view.registeredAt),
    clientSecretExpiresAt: 0,
    registrationClientUri: self,
    registrationAccessToken: SHOWN_ONCE,
  });
  return { frame, payload };
}
