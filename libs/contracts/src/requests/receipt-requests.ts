import type { RevokedBy } from '../events/authorization-events.js';
import type { Period } from '../period.js';
import type { ServiceName } from '../subjects.js';
import type { AuthorizationStatus, Consent } from '../terms.js';
import type { DataSet } from '../data-sets.js';

/** The consent events that have a receipt. */
export const RECEIPT_EVENTS = [
  'AuthorizationGranted',
  'AuthorizationModified',
  'AuthorizationRevoked',
  'AuthorizationExpired',
  'AuthorizationReinstated',
] as const;
export type ReceiptEvent = (typeof RECEIPT_EVENTS)[number];

/**
 * What a customer decided, in a form to keep: no name, address, account or service number of the customer stands in it.
 * Made from the event log alone, so the same event always gives the same receipt.
 */
export interface ConsentReceipt {
  /** Version of this shape. */
  readonly receiptVersion: 1;
  /** Origin of the utility that keeps the record. */
  readonly issuer: string;
  /** Known to both sides: the company sees the same id in its Authorization resource. */
  readonly authorizationId: string;
  readonly event: {
    readonly id: string;
    readonly type: ReceiptEvent;
    /** 1-based version of the Authorization stream. */
    readonly version: number;
    /** RFC 3339 UTC. */
    readonly recordedAt: string;
    /** Place of the event in the authorization log, and the RFC 6962 hash of its leaf there: lower-case hex. */
    readonly logIndex: number;
    readonly leafHash: string;
  };
  readonly thirdParty: { readonly thirdPartyId: string; readonly name: string; readonly clientUri: string; readonly policyUri: string };
  /** The terms in force after the event; after an end, the last ones that were. */
  readonly terms: {
    readonly purpose: string;
    readonly dataSets: readonly DataSet[];
    /** How many services; which ones, only the customer and the utility know. */
    readonly serviceCount: number;
    readonly authorizedPeriod: Period;
    readonly publishedPeriod: Period;
    /** Seconds. */
    readonly historyLength: number;
  };
  readonly change?: 'narrowed' | 'widened' | 'replaced';
  readonly consent?: Consent;
  readonly ended?: { readonly by: RevokedBy | 'expiry' };
}

/** A receipt with its signature, and what has become of the authorization since. */
export interface ReceiptView {
  readonly receipt: ConsentReceipt;
  /** JWS compact serialization (RFC 7515, EdDSA with Ed25519) whose payload is the receipt as canonical JSON (RFC 8785). */
  readonly jws: string;
  /** Now, not at the time of the receipt. */
  readonly status: AuthorizationStatus;
  /** As in AuthorizationView. */
  readonly reversibleUntil?: number;
  /** Codes of all receipts of this authorization, oldest first; this one is among them. */
  readonly receipts: readonly ReceiptLink[];
}

export interface ReceiptLink {
  /** Opens `/receipts/<code>` without sign-in: 128 unguessable bits. */
  readonly code: string;
  readonly type: ReceiptEvent;
  readonly change?: 'narrowed' | 'widened' | 'replaced';
  readonly recordedAt: string;
}

/** Public half of a receipt signing key (RFC 8037). */
export interface ReceiptKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
}

/** Receipts of consent events; owned by authorization. */
export interface ReceiptRequests {
  /** `not-found` for a code that opens nothing. */
  'authorization.get-receipt': { request: { readonly code: string }; reply: ReceiptView };
  /** Oldest first; `not-found` when the authorization is not the customer's. */
  'authorization.list-receipts': {
    request: { readonly authorizationId: string; readonly customerId: string };
    reply: { readonly receipts: readonly ReceiptLink[] };
  };
  /** The code for the mail that tells of an event; `not-found` when the event has no receipt. */
  'authorization.find-receipt': {
    request: { readonly authorizationId: string; readonly eventId: string };
    reply: { readonly code: string };
  };
  /** Ends the authorization that the receipt is of; ending it twice changes nothing. */
  'authorization.revoke-by-receipt': { request: { readonly code: string }; reply: { readonly version: number } };
  /** Newest first: an older key stays listed as long as receipts are signed by it. */
  'authorization.list-receipt-keys': { request: Record<string, never>; reply: { readonly keys: readonly ReceiptKey[] } };
}

export const RECEIPT_CALLERS: Record<keyof ReceiptRequests, readonly ServiceName[]> = {
  'authorization.get-receipt': ['portal'],
  'authorization.list-receipts': ['portal'],
  'authorization.find-receipt': ['notification'],
  'authorization.revoke-by-receipt': ['portal'],
  'authorization.list-receipt-keys': ['portal'],
};
