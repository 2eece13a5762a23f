import type { Language } from '../languages.js';

/** What a customer without an online account reads off a bill; written in any way: case, spaces and hyphens do not count. */
export interface GuestNumbers {
  readonly accountNumber: string;
  readonly agreementNumber: string;
  readonly postcode: string;
}

export interface GuestRequests {
  /** The customer of whom all three are true, or null: which of them is wrong is told to nobody. */
  'meter-ingestion.find-guest': { request: GuestNumbers; reply: { readonly customerId: string | null } };
  /** Mails a code to the contact on file, in the language of the page; answers before it is sent, and in the same way without an address. */
  'notification.send-guest-code': {
    request: { readonly customerId: string; readonly code: string; readonly validMinutes: number; readonly language?: Language };
    reply: { readonly accepted: true };
  };
}

/** Who may ask for them. */
export const GUEST_CALLERS = { 'meter-ingestion.find-guest': ['portal'], 'notification.send-guest-code': ['portal'] } as const;
