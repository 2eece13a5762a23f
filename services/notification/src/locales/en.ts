import type { Language } from '@greenledger/contracts';
import type { MailKind } from '../projections/planner.js';
import { enAccountMail } from './en-account-mail.js';
import { enLifecycle } from './en-lifecycle.js';

/** All words of the mails, in English. Another language is a module of the same shape beside this one. */
export const en = {
  tag: 'en' as Language,
  subject: {
    granted: (company: string) => `You now share energy data with ${company}`,
    modified: (company: string) => `You changed what you share with ${company}`,
    revoked: (company: string) => `You no longer share energy data with ${company}`,
    ...enLifecycle.subject,
  } satisfies Record<MailKind, (company: string) => string>,
  greeting: (name: string) => `Hello ${name},`,
  opening: {
    granted: (company: string) => `You gave ${company} permission to receive your data.`,
    modified: (company: string) => `The permission you gave ${company} has changed. From now on this holds:`,
    revoked: (company: string) => `The permission you gave ${company} has ended. No more data will be sent.`,
    ...enLifecycle.opening,
  } satisfies Record<MailKind, (company: string) => string>,
  lifecycle: enLifecycle,
  row: (label: string, value: string) => `${label}: ${value}`,
  list: (items: readonly string[]) => items.join(', '),
  what: 'What is shared',
  purpose: 'What for',
  services: 'Services',
  serviceCount: (count: number) => (count === 1 ? '1 service' : `${count} services`),
  since: 'Data from',
  until: 'Permission ends',
  noEnd: 'when you end it',
  alreadySent: 'Data sent before stays with the company. Ask the company if you want it deleted.',
  see: 'See what was sent and when, or end the permission:',
  receipt: 'Your signed receipt. It opens without sign-in, and whoever has this link can end the permission:',
  notYou: 'If this was not you, end the permission and call us.',
  dataSets: {
    basic: 'Name and service address',
    billing: 'Bills',
    account: 'Account and agreement numbers',
    usage: 'Energy use, interval by interval',
    programEnrollment: 'Programs you take part in',
  },
  accountMail: enAccountMail,
  /** The mail with the code for customers without an online account. */
  guestCode: {
    subject: 'Your code for Share My Data',
    code: (code: string, minutes: number) => `Your code is ${code}. It is valid for ${minutes} minutes and works once.`,
    notYou: 'If you did not ask for it, you need do nothing: without the code nobody gets in. We never ask for it by phone.',
  },
};

export type MailMessages = typeof en;
