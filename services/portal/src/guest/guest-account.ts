import type { Account } from '../session/accounts.js';

const PREFIX = 'guest:';

/** The user name under which a guest's session is kept: a pseudonymous id, no number of the customer. */
export const guestUserName = (customerId: string): string => PREFIX + customerId;

/** The account of a guest's session; `undefined` for every other user name. */
export function guestAccount(userName: string, displayName: string): Account | undefined {
  if (!userName.startsWith(PREFIX)) return undefined;
  return { userName, passwordHash: '', customerId: userName.slice(PREFIX.length), displayName, role: 'customer' };
}
