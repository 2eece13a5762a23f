import { ProblemError } from '@greenledger/contracts';

const LONGEST_REASON = 500;

/**
 * A reason stays in the log for ever: it is short, and names nobody by address.
 * @param what what it is, for the refusal @throws ProblemError `invalid-body`
 */
export function reasonOf(reason: string, what: string, member: string): string {
  const text = reason.trim();
  const refuse = (rule: string): never => {
    throw new ProblemError('invalid-body', `${what} ${rule}`, { member });
  };
  if (text.length > LONGEST_REASON) refuse(`must be at most ${LONGEST_REASON} characters; shorten it`);
  if (text.includes('@')) refuse('must hold no e-mail address: it stays in the log for ever');
  return text;
}
