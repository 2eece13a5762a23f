import type { ThirdPartyCredentialRotated, ThirdPartyRegistered, ThirdPartyTest } from '@greenledger/contracts';

export interface RegisterThirdParty {
  readonly type: 'registerThirdParty';
  readonly facts: ThirdPartyRegistered['data'];
}

export interface ConfirmEmail {
  readonly type: 'confirmEmail';
}

export interface RecordTestPassed {
  readonly type: 'recordTestPassed';
  readonly test: ThirdPartyTest;
  /** Names the recorded steps of the run. */
  readonly runId: string;
}

/** The company changes what it stated; ids stay. */
export interface ModifyThirdParty {
  readonly type: 'modifyThirdParty';
  readonly facts: ThirdPartyRegistered['data'];
}

/** What follows is decided by an operator, by user name: not a person's name or e-mail. */
export interface ApproveThirdParty {
  readonly type: 'approveThirdParty';
  readonly approvedBy: string;
}
export interface DeclineThirdParty {
  readonly type: 'declineThirdParty';
  readonly declinedBy: string;
  readonly reason: string;
}
export interface SuspendThirdParty {
  readonly type: 'suspendThirdParty';
  readonly suspendedBy: string;
  readonly reason: string;
  /** Seconds since 1970-01-01 UTC. */
  readonly cureBy: number;
  /** The moment of the command, seconds since 1970-01-01 UTC. */
  readonly at: number;
}
export interface ReinstateThirdParty {
  readonly type: 'reinstateThirdParty';
  readonly reinstatedBy: string;
}
export interface TerminateThirdParty {
  readonly type: 'terminateThirdParty';
  readonly terminatedBy: string;
  readonly reason: string;
}

/** The company withdraws its registration, takes that back, or has let the time for it pass. Seconds since 1970-01-01 UTC. */
export interface WithdrawThirdParty {
  readonly type: 'withdrawThirdParty';
  readonly at: number;
}
export interface RestoreThirdParty {
  readonly type: 'restoreThirdParty';
}
export interface EndWithdrawnThirdParty {
  readonly type: 'endWithdrawnThirdParty';
  readonly at: number;
}

/** Nobody opened the link in the mail for so long that the registration is given up. */
export interface GiveUpRegistration {
  readonly type: 'giveUpRegistration';
}

/** Told after the credential itself has changed. */
export interface RecordCredentialChange {
  readonly type: 'recordCredentialChange';
  readonly change: Omit<ThirdPartyCredentialRotated['data'], 'thirdPartyId'>;
}

/** A customer is about to share with the company: matters for one that is registered for self access. */
export interface BindCustomer {
  readonly type: 'bindCustomer';
  readonly customerId: string;
}

export type ThirdPartyCommand =
  | RegisterThirdParty
  | ConfirmEmail
  | RecordTestPassed
  | ModifyThirdParty
  | ApproveThirdParty
  | DeclineThirdParty
  | SuspendThirdParty
  | ReinstateThirdParty
  | TerminateThirdParty
  | WithdrawThirdParty
  | RestoreThirdParty
  | EndWithdrawnThirdParty
  | GiveUpRegistration
  | RecordCredentialChange
  | BindCustomer;
