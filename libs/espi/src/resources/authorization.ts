import { dateTimeInterval, element } from '../atom/element.js';

/** Half-open, seconds since 1970-01-01 UTC; `end: null` without end, written as duration 0. */
export interface AuthorizationPeriod {
  readonly start: number;
  readonly end: number | null;
}

export interface AuthorizationResource {
  readonly authorizedPeriod: AuthorizationPeriod;
  readonly publishedPeriod: AuthorizationPeriod;
  /** 0 revoked, 1 active, 2 denied. */
  readonly status: number;
  /** Seconds since 1970-01-01 UTC. */
  readonly expiresAt: number;
  readonly scope: string;
  readonly resourceUri: string;
  readonly authorizationUri: string;
  /** Where the customer records are; only where the customer authorized some. */
  readonly customerResourceUri?: string | undefined;
}

export function authorizationXml(authorization: AuthorizationResource): string {
  return (
    '<espi:Authorization>' +
    period('authorizedPeriod', authorization.authorizedPeriod) +
    period('publishedPeriod', authorization.publishedPeriod) +
    element('status', authorization.status) +
    element('expires_at', authorization.expiresAt) +
    element('grant_type', 'authorization_code') +
    element('scope', authorization.scope) +
    // `Bearer` with a capital letter: the list of TokenType is closed.
    element('token_type', 'Bearer') +
    element('resourceURI', authorization.resourceUri) +
    element('authorizationURI', authorization.authorizationUri) +
    element('customerResourceURI', authorization.customerResourceUri) +
    '</espi:Authorization>'
  );
}

function period(name: string, { start, end }: AuthorizationPeriod): string {
  return dateTimeInterval(name, start, end === null ? 0 : end - start);
}
