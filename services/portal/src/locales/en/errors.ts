import { ERROR_CODES, type ErrorCode } from '@greenledger/contracts';

/** What an error page says. An empty `detail` is filled with the reason the service gave. */
export interface ErrorWords {
  readonly heading: string;
  readonly detail: string;
  readonly advice: string;
}

const WORDED: Partial<Record<ErrorCode, ErrorWords>> = {
  'not-found': {
    heading: 'Page not found',
    detail: 'There is nothing at this address, or it is not yours to see.',
    advice: 'Check the address, or start again from the first page.',
  },
  forbidden: { heading: 'The form could not be accepted', detail: '', advice: 'Nothing was changed.' },
  'consent-request-gone': {
    heading: 'This request is over',
    detail: 'The company’s request has expired or was answered already. Nothing more was shared just now.',
    advice: 'To share data, go back to the company’s site and start again. What you share now is listed under “My sharing”.',
  },
  unavailable: {
    heading: 'Not available right now',
    detail: 'A part of our system does not answer. Nothing was changed, as far as we know.',
    advice: 'Please try again in a minute. If you were making a change, look under “My sharing” first whether it was made.',
  },
  internal: {
    heading: 'Something went wrong on our side',
    detail: 'It was not your doing. We have noted it.',
    advice: 'Please try again. If it happens again, call us and read out the reference below.',
  },
  'unknown-customer': {
    heading: 'No services found',
    detail: 'We cannot find services for your account yet.',
    advice: 'If you have just become a customer, try again tomorrow. Otherwise please call us.',
  },
};

/** A page for every code of the contract. */
export const enErrors = Object.fromEntries(
  Object.entries(ERROR_CODES).map(([code, { title }]) => [
    code,
    WORDED[code as ErrorCode] ?? { heading: title, detail: '', advice: 'Go back and try again.' },
  ]),
) as Record<ErrorCode, ErrorWords>;
