import type { ServiceName } from '../subjects.js';
import type { SandboxRequestView } from '../third-party/sandbox-request.js';

/** The sandbox of companies that are not in production yet. */
export interface SandboxRequests {
  /** The sandbox customer agrees. `consent-request-gone` when it was answered or has expired, or is no sandbox request. */
  'authorization.approve-sandbox-consent': {
    request: { readonly interactionId: string };
    reply: { readonly authorizationId: string; readonly returnTo: string };
  };
  /** What the company's software did in the sandbox in the last day, newest first. */
  'authorization.list-sandbox-requests': {
    request: { readonly thirdPartyId: string };
    reply: { readonly requests: readonly SandboxRequestView[] };
  };
  /** Publishes usage points and readings of the sandbox customer; again it changes nothing. */
  'meter-ingestion.publish-sandbox': { request: Record<string, never>; reply: { readonly published: true } };
}

/** Who may ask what: part of `CALLERS`. */
export const SANDBOX_CALLERS: Record<keyof SandboxRequests, readonly ServiceName[]> = {
  'authorization.approve-sandbox-consent': ['portal'],
  'authorization.list-sandbox-requests': ['portal'],
  'meter-ingestion.publish-sandbox': ['authorization'],
};
