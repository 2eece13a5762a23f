import type { CredentialFault, ProblemError } from '@greenledger/contracts';
import type { Messages } from '../../locales/index.js';

/** Why credentials were refused, in the language of the page; a reason of a later release in its English. */
export function faultWords({ members, message }: ProblemError, { credentialFaults }: Messages): string {
  const fault = members['fault'] as CredentialFault | undefined;
  const words = fault && (credentialFaults[fault.code] as string | ((...values: readonly string[]) => string) | undefined);
  if (words === undefined) return message;
  return typeof words === 'string' ? words : words(...(fault?.values ?? []));
}
