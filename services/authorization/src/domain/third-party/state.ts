import type { ThirdPartyRegistered, ThirdPartyStatus } from '@greenledger/contracts';

export type ThirdPartyState =
  | { readonly status: 'none'; readonly version: number }
  | { readonly status: ThirdPartyStatus; readonly version: number; readonly facts: ThirdPartyRegistered['data'] };

export const initialThirdParty: ThirdPartyState = { status: 'none', version: 0 };
