/** What a company's software must be seen doing, in this order; `revoke` is not asked for. */
export const SANDBOX_STEPS = ['authorize', 'consent', 'token', 'resource', 'refresh', 'revoke'] as const;
export type SandboxStep = (typeof SANDBOX_STEPS)[number];

/** A request of the OAuth flow in the sandbox as the server saw it. No code, token, secret or state is in it. */
export interface SandboxRequestView {
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly step: SandboxStep;
  /** The sandbox authorization that it belongs to, as far as it was known. */
  readonly authorizationId: string | null;
  /** Who sent it: the company's software, or a test in its place. */
  readonly madeBy: 'company' | 'test';
  /** Null when it was answered well; else the OAuth error code and its description, in English as the protocol has it. */
  readonly refusal: { readonly error: string; readonly description: string } | null;
  /** How the client authenticated, for example `client_secret_basic`; empty where it does not. */
  readonly authentication: string;
  /** Whether PKCE S256 went with it. */
  readonly pkce: boolean;
}
