import type { Consent } from '../terms.js';

/** UUID v5 of the DNS name `self-access.greenledger.invalid`: the company that stands for customers who read their own data: registered by the service itself, known to no directory. */
export const SELF_ACCESS_THIRD_PARTY_ID = '142cb3bc-0098-5995-99c2-83e8259c5021';

/** A read-only token of a customer for the own data. Its authorization ends with it, and it with its authorization. */
export interface PersonalTokenView {
  readonly tokenId: string;
  /** What the customer calls it. */
  readonly label: string;
  readonly authorizationId: string;
  /** RFC 3339 UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly live: boolean;
}

export interface PersonalTokenRequests {
  /** Over all present and former services of the customer. `token` is told here once and kept nowhere. `too-many-requests` above ten live ones. */
  'authorization.create-personal-token': {
    request: { readonly customerId: string; readonly label: string; readonly consent: Consent };
    reply: { readonly token: string; readonly view: PersonalTokenView };
  };
  /** Newest first. */
  'authorization.list-personal-tokens': {
    request: { readonly customerId: string };
    reply: { readonly tokens: readonly PersonalTokenView[] };
  };
  /** `not-found` for a token of somebody else; twice changes nothing. */
  'authorization.revoke-personal-token': {
    request: { readonly customerId: string; readonly tokenId: string };
    reply: Record<string, never>;
  };
}

/** Who may ask for them. */
export const PERSONAL_TOKEN_CALLERS = {
  'authorization.create-personal-token': ['portal'],
  'authorization.list-personal-tokens': ['portal'],
  'authorization.revoke-personal-token': ['portal'],
} as const;
