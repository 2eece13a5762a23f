import type { ResolvedToken } from '@greenledger/contracts';

/** A token that authorization knows and holds valid. */
export type ActiveToken = Extract<ResolvedToken, { active: true }>;
