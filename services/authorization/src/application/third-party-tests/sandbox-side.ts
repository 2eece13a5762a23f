import type { SandboxRequestView } from '@greenledger/contracts';

/** What a test may ask of the sandbox: answers in the sandbox customer's place, and what was seen. */
export interface SandboxSide {
  /** Whose requests are judged; absent: the test acts as the client where it can. */
  readonly madeBy?: 'company' | undefined;
  /** @returns where to send the browser */
  approve(interactionId: string): Promise<string>;
  /** @returns where to send the browser */
  decline(interactionId: string): Promise<string>;
  /** What the company's software did, newest first. */
  observed(): Promise<readonly SandboxRequestView[]>;
}
