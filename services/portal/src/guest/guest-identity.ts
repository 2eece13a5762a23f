import type { Identity } from '../session/accounts.js';

/** Who a guest is, kept with the session only: a pseudonymous id, no number of the customer. */
export function guestIdentity(customerId: string, displayName: string): Identity {
  return { userName: `guest:${customerId}`, customerId, displayName, role: 'customer' };
}
