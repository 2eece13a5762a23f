import type { ThirdPartyDecision, ThirdPartyRegistered, ThirdPartyStage, ThirdPartyStatus, ThirdPartyTest } from '@greenledger/contracts';

/** What the events of one ThirdParty stream add up to. */
export interface ExistingThirdParty {
  /** May it receive data? `review` until the first approval. */
  readonly status: ThirdPartyStatus;
  /** Where the registration stands, in the words that company and operator see. */
  readonly stage: ThirdPartyStage;
  readonly version: number;
  readonly facts: ThirdPartyRegistered['data'];
  /** Without repetition, in the order in which they were passed first. */
  readonly testsPassed: readonly ThirdPartyTest[];
  /** The one customer of a registration for self access, from the first share on. */
  readonly boundTo?: string;
  /** The decision in force against the company. */
  readonly decision?: ThirdPartyDecision;
}

export type ThirdPartyState = { readonly status: 'none'; readonly version: number } | ExistingThirdParty;

export const initialThirdParty: ThirdPartyState = { status: 'none', version: 0 };
