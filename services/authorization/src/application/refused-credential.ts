import { ProblemError, type CredentialFault, type ErrorCode } from '@greenledger/contracts';

/** What was refused, as the field of the form and the member of the problem name it. */
type Refused = 'jwks' | 'certificate' | 'overlapSeconds';

/**
 * A refusal of credentials, in English for machines (RFC 7591) and logs, and as a code for the pages in their languages.
 * @param detail what was refused, by which rule, and what to do
 */
export function refusedCredential(
  fault: CredentialFault,
  detail: string,
  member?: Refused,
  code: ErrorCode = 'invalid-body',
): ProblemError {
  return new ProblemError(code, detail, { ...(member && { member }), fault });
}
