import { ProblemError } from '@greenledger/contracts';
import type { ProfileChoice } from './source-profiles.js';

const FORM = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})(?:@(\d{1,9}))?$/;

/** Reads the parameter `profile`: a name, or `name@version` for a certain version. @throws ProblemError `invalid-parameter`. */
export function profileChoice(given: unknown): ProfileChoice | undefined {
  if (given === undefined || given === '') return undefined;
  const match = typeof given === 'string' ? FORM.exec(given) : null;
  if (!match) throw new ProblemError('invalid-parameter', 'profile is the name of a source profile, or name@version.');
  return { name: match[1]!, ...(match[2] && { version: Number(match[2]) }) };
}
