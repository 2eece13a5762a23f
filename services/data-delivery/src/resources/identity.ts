import { ProblemError } from '@greenledger/contracts';

/**
 * Refuses a resource that is not the token's own, by identity and never by the start of a path. A resource that does not
 * exist and one of another company look the same from outside.
 * @throws ProblemError `not-your-resource`
 */
export function requireOwn(asked: string, own: string | undefined): void {
  if (asked !== own) throw notYours();
}

export const notYours = (): ProblemError =>
  new ProblemError('not-your-resource', 'The token does not open this resource: use the URI that came with the token.');
