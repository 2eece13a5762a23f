import type { AuthorizationView, ResolvedToken } from '@greenledger/contracts';

/** A token that authorization knows and holds valid. */
export type ActiveToken = Extract<ResolvedToken, { active: true }>;

/** An access_token with the authorization that it stands for. */
export interface CustomerAccess extends ActiveToken {
  readonly authorization: AuthorizationView;
}
