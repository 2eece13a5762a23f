import type { AccountMail, ReviewDecision } from '@greenledger/contracts';

/** What a decision means, in a sentence. */
const DECISIONS: Record<ReviewDecision['kind'], string> = {
  approve: 'is approved: customers can give you access from now on.',
  decline: 'is sent back to you. Correct what we name and save your details; then we review it again.',
  hold: 'is on hold. No data is sent until the cause is cured; what customers agreed to stays.',
  reinstate: 'is no longer on hold: what customers agreed to works again.',
  terminate: 'has ended. All authorizations are revoked.',
};

export interface AccountMailWords {
  readonly subject: (company: string) => string;
  /** Paragraphs before the link. */
  readonly before: (mail: AccountMail) => readonly string[];
  readonly after: readonly string[];
}

/** Another language is a module of the same shape beside this one. */
export type AccountMailMessages = Readonly<Record<AccountMail['kind'], AccountMailWords>>;

/** The mails to people of companies, in English. */
export const enAccountMail: AccountMailMessages = {
  confirmRegistration: {
    subject: (company) => `Confirm the registration of ${company}`,
    before: ({ company }) => [
      `Somebody registered ${company} with us and gave this e-mail address.`,
      'To confirm it, open this page within 24 hours and press the button there:',
    ],
    after: ['If it was not you, do nothing: without the confirmation the registration leads nowhere.'],
  },
  accountExists: {
    subject: (company) => `You have an account for ${company} already`,
    before: ({ company }) => [
      'Somebody entered this e-mail address to register a company with us. Nothing was registered,',
      `because the address belongs to your account for ${company} already. To go on with that account, sign in here:`,
    ],
    after: ['To register another company, use another address. If it was not you, do nothing.'],
  },
  invitation: {
    subject: (company) => `You are invited to the account of ${company}`,
    before: ({ company }) => [
      `A colleague invites you to look after the registration of ${company} with us.`,
      'To choose your password, open this page within 7 days:',
    ],
    after: ['If you do not know the company, do nothing: the invitation ends by itself.'],
  },
  certificateExpires: {
    subject: (company) => `A certificate of ${company} ends soon`,
    before: (mail) => [
      `A TLS client certificate that ${mail.company} registered with us ends within ${'days' in mail ? mail.days : 0} days.`,
      'After that your software cannot connect with it. Add the new certificate before you take it into use; both work side by side:',
    ],
    after: ['You get this mail because you are the technical contact.'],
  },
  decision: {
    subject: (company) => `A decision about ${company}`,
    before: (mail) => {
      if (mail.kind !== 'decision') return [];
      const reason = mail.reason === '' ? [] : [`The reason: ${mail.reason}`];
      return [`The registration of ${mail.company} ${DECISIONS[mail.decision]}`, ...reason, 'See where it stands:'];
    },
    after: ['You get this mail because you are a contact of the company.'],
  },
};
