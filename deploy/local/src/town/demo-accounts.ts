import { businesses, households } from './residents.js';
import { SHARED_CUSTOMER } from './shared-files.js';

/** A login of the demo portal. The password is public on purpose: it opens invented data only. */
export interface DemoAccount {
  readonly userName: string;
  readonly password: string;
  /** Present for customers. */
  readonly customerNumber?: string;
  readonly displayName: string;
  readonly role: 'customer' | 'operator';
}

const customer = (userName: string, customerNumber: string, displayName: string): DemoAccount => ({
  userName,
  password: 'demo',
  customerNumber,
  displayName,
  role: 'customer',
});

const userNameOf = (email: string): string => email.slice(0, email.indexOf('@'));

/** Logins of all residents (`ana.rivera` / `demo`), of the holder of the shared sample meters, and of the operator. */
export const demoAccounts: readonly DemoAccount[] = [
  ...[...households, ...businesses].map((resident) => customer(userNameOf(resident.email), resident.customerNumber, resident.name)),
  customer('sample.meters', SHARED_CUSTOMER.customerNumber, SHARED_CUSTOMER.name),
  { userName: 'operator', password: 'demo', displayName: 'Demo operator', role: 'operator' },
  // Paper forms need a second one.
  { userName: 'second.operator', password: 'demo', displayName: 'Second operator', role: 'operator' },
];

/** The customer of the tutorial and of the story: electricity with solar, and gas. */
export const storyAccount: DemoAccount = demoAccounts[0]!;
