import type { TokenKind } from '@greenledger/contracts';

export interface ResourceRule {
  /** The one kind of token that opens the resource. */
  readonly kind: TokenKind;
  /** Certification (OAD009) demands 403 on Batch/Subscription even when there is no token; elsewhere 401 is right. */
  readonly whenMissing: 'unauthenticated' | 'forbidden';
}

/** Which token opens which resource (ESPI REST endpoints; certification OAD006 to OAD010). */
export const RESOURCE_RULES = {
  ApplicationInformation: { kind: 'registration', whenMissing: 'unauthenticated' },
  Authorization: { kind: 'client', whenMissing: 'unauthenticated' },
  'Batch/Subscription': { kind: 'access', whenMissing: 'forbidden' },
  ReadServiceStatus: { kind: 'client', whenMissing: 'unauthenticated' },
} as const satisfies Record<string, ResourceRule>;

export type ResourceName = keyof typeof RESOURCE_RULES;

/** Names of the standard, for messages. */
export const TOKEN_NAMES: Record<TokenKind, string> = {
  access: 'access_token',
  client: 'client_access_token',
  registration: 'registration_access_token',
};
