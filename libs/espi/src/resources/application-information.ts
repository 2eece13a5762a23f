import { element } from '../atom/element.js';

/** A third party's registration as ESPI shows it; names as in the schema, times in seconds since 1970-01-01 UTC. */
export interface ApplicationInformation {
  readonly dataCustodianId: string;
  /** 1 review, 2 production, 3 on hold, 4 revoked. */
  readonly dataCustodianApplicationStatus: number;
  readonly thirdPartyApplicationDescription: string;
  readonly authorizationServerUri: string;
  readonly thirdPartyNotifyUri: string;
  readonly authorizationServerAuthorizationEndpoint: string;
  readonly authorizationServerRegistrationEndpoint: string;
  readonly authorizationServerTokenEndpoint: string;
  readonly dataCustodianBulkRequestUri: string;
  readonly dataCustodianResourceEndpoint: string;
  /** Where a customer starts who comes from the utility. */
  readonly thirdPartyUserPortalScreenUri?: string | undefined;
  readonly clientSecret: string;
  readonly logoUri?: string | undefined;
  readonly clientName: string;
  readonly clientUri: string;
  readonly redirectUris: readonly string[];
  readonly clientId: string;
  readonly tosUri: string;
  readonly policyUri: string;
  readonly softwareId: string;
  readonly softwareVersion: string;
  readonly clientIdIssuedAt: number;
  /** 0: never. */
  readonly clientSecretExpiresAt: number;
  readonly scopes: readonly string[];
  readonly registrationClientUri: string;
  readonly registrationAccessToken: string;
}

const GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials'];

/** Order of the schema's sequence; texts are cut to its lengths (String256, String32). */
export function applicationInformationXml(it: ApplicationInformation): string {
  return (
    '<espi:ApplicationInformation>' +
    element('dataCustodianId', it.dataCustodianId.slice(0, 64)) +
    element('dataCustodianApplicationStatus', it.dataCustodianApplicationStatus) +
    element('thirdPartyApplicationDescription', it.thirdPartyApplicationDescription.slice(0, 256)) +
    element('authorizationServerUri', it.authorizationServerUri) +
    element('thirdPartyNotifyUri', it.thirdPartyNotifyUri) +
    element('authorizationServerAuthorizationEndpoint', it.authorizationServerAuthorizationEndpoint) +
    element('authorizationServerRegistrationEndpoint', it.authorizationServerRegistrationEndpoint) +
    element('authorizationServerTokenEndpoint', it.authorizationServerTokenEndpoint) +
    element('dataCustodianBulkRequestURI', it.dataCustodianBulkRequestUri) +
    element('dataCustodianResourceEndpoint', it.dataCustodianResourceEndpoint) +
    element('thirdPartyUserPortalScreenURI', it.thirdPartyUserPortalScreenUri) +
    element('client_secret', it.clientSecret) +
    element('logo_uri', it.logoUri) +
    element('client_name', it.clientName.slice(0, 256)) +
    element('client_uri', it.clientUri) +
    it.redirectUris.map((uri) => element('redirect_uri', uri)).join('') +
    element('client_id', it.clientId) +
    element('tos_uri', it.tosUri) +
    element('policy_uri', it.policyUri) +
    element('software_id', it.softwareId.slice(0, 256)) +
    element('software_version', it.softwareVersion.slice(0, 32)) +
    element('client_id_issued_at', it.clientIdIssuedAt) +
    element('client_secret_expires_at', it.clientSecretExpiresAt) +
    // The schema knows no other value, whatever the client uses; RFC 7592 tells the real one.
    element('token_endpoint_auth_method', 'client_secret_basic') +
    it.scopes.map((scope) => element('scope', scope)).join('') +
    GRANT_TYPES.map((type) => element('grant_types', type)).join('') +
    element('response_types', 'code') +
    element('registration_client_uri', it.registrationClientUri) +
    element('registration_access_token', it.registrationAccessToken) +
    '</espi:ApplicationInformation>'
  );
}
