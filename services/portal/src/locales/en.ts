import type { RevokedBy } from '@greenledger/contracts';
import { enCompany } from './en/company.js';
import { enConsent } from './en/consent.js';
import { enDownload } from './en/download.js';
import { enEdit } from './en/edit.js';
import { enErrors } from './en/errors.js';
import { enMyToken } from './en/my-token.js';
import { enPaper } from './en/paper.js';
import { enGuest } from './en/guest.js';
import { enReceipts } from './en/receipts.js';
import { enReceived } from './en/received.js';
import { enReport } from './en/report.js';
import { enShare } from './en/share.js';
import { enOperator } from './en/operator.js';
import { enRegistration, enThirdPartyTerms } from './en/registration.js';
import { enCompanyData } from './en/company-data.js';
import { enCompanyRequests } from './en/company-requests.js';
import { enOperatorExpected } from './en/operator-expected.js';
import { enOperatorImports } from './en/operator-imports.js';
import { enOperatorReports } from './en/operator-reports.js';
import { enOperatorSources } from './en/operator-sources.js';
import { enCredentialFaults } from './en/credential-faults.js';
import { enSandbox } from './en/sandbox.js';
import { enTestTexts } from './en/test-texts.js';

const number = new Intl.NumberFormat('en');

/** All visible text, in English. Another language is a module of the same shape beside this one. */
export const en = {
  productName: 'Share My Data',
  skipToContent: 'Skip to content',
  navigation: 'Main',
  language: 'Language',
  /** Several names in a row. */
  list: (items: readonly string[]) => items.join(', '),
  signOut: 'Sign out',
  backToStart: 'Back to the first page',
  errorReference: 'Reference:',
  footer: (utility: string) => `${utility} keeps a record of every delivery of your data that cannot be changed afterwards.`,
  welcome: {
    title: 'Share My Data',
    heading: 'Your energy data, shared on your terms',
    lead: 'Give a company you trust access to your meter readings. You choose what, for how long, and you can see every delivery.',
    action: 'See what I share',
    signIn: 'Sign in',
    steps: [
      {
        heading: 'You decide',
        text: 'A company asks, and one page shows you who it is, what for, and what it would see. Nothing is sent before you agree.',
      },
      { heading: 'You see everything', text: 'Who received which data and when is listed for you, delivery by delivery.' },
      { heading: 'You can stop', text: 'End a permission with two clicks. From that moment nothing more is sent.' },
    ],
    startHeading: 'How do I start?',
    start:
      'On the site of the company that you want to share with, look for “Share My Data”. It leads you here to sign in and answer. Or sign in and choose the company from our list.',
  },
  signIn: {
    navigation: 'Sign in',
    title: 'Sign in',
    userName: 'User name',
    password: 'Password',
    submit: 'Sign in',
    errorHeading: 'You are not signed in',
    wrong: 'User name or password is not right. Check both and try again',
    empty: 'Enter your user name and your password',
    wait: (seconds: number) =>
      seconds < 90
        ? `Too many attempts. Wait ${seconds} seconds and try again`
        : `Too many attempts. Wait ${Math.ceil(seconds / 60)} minutes and try again`,
    provider: {
      go: (provider: string) => `Sign in with ${provider}`,
      declined: (provider: string) => `You did not sign in with ${provider}. Try again, or sign in below`,
      notACustomer: (provider: string) => `${provider} does not say which customer you are. Sign in below, or call us`,
      failed: (provider: string) => `The sign-in with ${provider} did not work. Try again from here`,
    },
    signedOut: {
      title: 'You are signed out here',
      lead: (provider: string) =>
        `You signed in with ${provider}. As long as you are signed in there, anybody at this device can sign in here again.`,
      goOn: (provider: string) => `Sign out of ${provider} too`,
      stay: 'Stay signed in there',
    },
    toConsent: 'Sign in to read and answer the company’s request.',
  },
  guest: enGuest,
  paper: enPaper,
  myToken: enMyToken,
  consent: enConsent,
  edit: enEdit,
  receipts: enReceipts,
  download: enDownload,
  received: enReceived,
  share: enShare,
  report: enReport,
  authorizations: {
    navigation: 'My sharing',
    title: 'My sharing',
    lead: 'The companies that may receive your data, and those that could before.',
    live: 'Now',
    past: 'Ended',
    none: 'You do not share data with any company.',
    nonePast: 'No permission has ended yet.',
    noCustomer: 'This account belongs to the utility’s staff and has no data of its own to share.',
    status: { active: 'Active', revoked: 'Ended', expired: 'Expired' },
    since: 'Since',
    ends: 'Ends',
    ended: 'Ended',
    endedBy: { customer: 'by you', thirdParty: 'by the company', utility: 'by the utility', expiry: 'as agreed' } satisfies Record<
      RevokedBy | 'expiry',
      string
    >,
    noEnd: 'when you end it',
    services: (count: number) => (count === 1 ? '1 service' : `${count} services`),
    details: (company: string) => `Details of sharing with ${company}`,
    detailsShort: 'See details',
  },
  authorization: {
    title: (company: string) => `Sharing with ${company}`,
    notices: {
      revoked: 'The permission has ended. Nothing more will be sent.',
      final: 'You have ended the permission for good.',
      changed: 'The permission was changed. What holds now stands below.',
      unchanged: 'Nothing is different from before, so nothing was changed.',
      granted: 'You share data with this company from now on. A confirmation comes by mail.',
      reported: 'Thank you. Your report has reached us.',
    },
    edit: 'Change what is shared',
    receiptsHeading: 'Receipts',
    receiptsLead: 'Each decision, signed. The link to a receipt works without sign-in.',
    termsHeading: 'What you agreed to',
    status: 'Status',
    data: 'Data',
    services: 'Services',
    unknownService: 'A former service',
    purpose: 'Purpose',
    historyFrom: 'Data used since',
    given: 'Agreed',
    ends: 'Ends',
    id: 'Number',
    releasesHeading: 'Who received what, when',
    releasesNone: 'Nothing has been sent to this company yet.',
    releasesCaption: (company: string, count: number) =>
      count === 1 ? `1 delivery to ${company}` : `${number.format(count)} deliveries to ${company}, newest first`,
    when: 'When',
    what: 'What',
    span: 'Covering',
    delivery: 'Delivery',
    readings: (count: number) => (count === 1 ? '1 reading' : `${number.format(count)} readings`),
    noReadings: 'the description of your services, no readings',
    from: (services: number) => (services === 1 ? 'of 1 service' : `of ${services} services`),
    to: 'to',
    reversible: {
      heading: 'The company gave this permission up',
      lead: (company: string, day: string) =>
        `If ${company} did so by mistake, we can put the permission in force again until ${day}, as you agreed to it, and would write to you. If you do not want that, end it for good.`,
      end: 'End it for good',
    },
    revokeHeading: 'Stop sharing',
    revokeLead: 'You can end this permission at any time.',
    revoke: 'End this permission',
    back: 'All my sharing',
  },
  revoke: {
    title: (company: string) => `Stop sharing with ${company}?`,
    consequences: (company: string) => [
      `From this moment ${company} receives no more data from us, and its access stops working.`,
      `Data it has received already stays with ${company}. Ask the company if you want it deleted.`,
      `Services that ${company} offers you on the basis of this data may stop working.`,
      'This cannot be undone. To share again, start on the company’s site and agree anew.',
    ],
    confirm: 'End this permission',
    cancel: 'Keep sharing',
    final: {
      title: (company: string) => `End sharing with ${company} for good?`,
      consequences: (company: string) => [
        `${company} gave the permission up already: it receives no more data from us.`,
        'After this we can no longer put the permission in force again, also if the company gave it up by mistake.',
        `Data it has received already stays with ${company}. Ask the company if you want it deleted.`,
        'This cannot be undone. To share again, start on the company’s site and agree anew.',
      ],
      confirm: 'End it for good',
      cancel: 'Leave it as it is',
    },
    alreadyEnded: 'This permission has ended already.',
  },
  demoMail: {
    navigation: 'Demo mail',
    title: 'Demo mail',
    lead: 'This is a demonstration: mail is caught here and sent to nobody.',
    none: 'No mail yet.',
    unreachable: 'The mail catcher does not answer. Reload in a moment.',
    to: 'To',
    received: 'Received',
  },
  errorCodes: {
    title: 'Error codes',
    lead: 'Every error that our interfaces answer with (RFC 9457 problem+json, member “code”).',
    code: 'Code',
    status: 'HTTP status',
    meaning: 'Meaning',
  },
  errors: enErrors,
  company: enCompany,
  operator: enOperator,
  companyData: enCompanyData,
  companyRequests: enCompanyRequests,
  operatorExpected: enOperatorExpected,
  operatorImports: enOperatorImports,
  operatorReports: enOperatorReports,
  operatorSources: enOperatorSources,
  credentialFaults: enCredentialFaults,
  sandbox: enSandbox,
  testTexts: enTestTexts,
  registration: enRegistration,
  thirdPartyTerms: enThirdPartyTerms,
};

export type Messages = typeof en;
