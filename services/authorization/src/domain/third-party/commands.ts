import type { ThirdPartyRegistered } from '@greenledger/contracts';

export interface RegisterThirdParty {
  readonly type: 'registerThirdParty';
  readonly facts: ThirdPartyRegistered['data'];
}

export interface ApproveThirdParty {
  readonly type: 'approveThirdParty';
  /** User name of the operator who approved; not a person's name or e-mail. */
  readonly approvedBy: string;
}

export type ThirdPartyCommand = RegisterThirdParty | ApproveThirdParty;
