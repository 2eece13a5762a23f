import type { Period, Terms } from '@greenledger/contracts';
import type { MailMessages } from '../locales/index.js';
import type { LifecycleMailKind, MailDetails } from '../projections/lifecycle-mail.js';
import type { MailKind } from '../projections/planner.js';
import type { WriteMoment } from './local-moment.js';

export interface MailFacts {
  readonly kind: MailKind;
  readonly customerName: string;
  readonly thirdPartyName: string;
  readonly terms: Terms;
  readonly details?: MailDetails | null;
  /** Page of the authorization in the portal. */
  readonly link: string;
  /** The receipt of the event, which opens without sign-in. */
  readonly receiptLink?: string;
}

export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** After these nothing is shared any more. */
const ENDS: readonly MailKind[] = ['revoked', 'expired', 'unused'];
/** Of these the customer knew nothing before, and they need no alarm. */
const UNASKED: readonly MailKind[] = [
  'holdingChanged',
  'account',
  'agreement',
  'meter',
  'ending',
  'yearly',
  'reinstated',
] satisfies LifecycleMailKind[];

/** The confirmation of a change: what is shared with whom, what for, until when. Pure. */
export function composeMail(facts: MailFacts, words: MailMessages, moment: WriteMoment): ComposedMail {
  const { kind, thirdPartyName } = facts;
  const rows = ENDS.includes(kind) ? [] : [...ownTimeRows(facts.details?.periods, words, moment), ...termRows(facts.terms, words, moment)];
  const closing = closingOf(kind, words);
  const opening = words.opening[kind](thirdPartyName);
  const greeting = words.greeting(facts.customerName);
  const text = [
    greeting,
    '',
    opening,
    '',
    ...rows.map(([label, value]) => `  ${words.row(label, value)}`),
    ...(rows.length ? [''] : []),
    words.see,
    facts.link,
    '',
    ...(facts.receiptLink === undefined ? [] : [words.receipt, facts.receiptLink, '']),
    closing,
    '',
  ];
  const html = [
    `<!doctype html><html lang="${words.tag}"><body style="font-family:sans-serif;line-height:1.5;color:#17231c">`,
    `<p>${escape(greeting)}</p><p>${escape(opening)}</p>`,
    rows.length
      ? `<table cellpadding="4">${rows.map(([label, value]) => `<tr><th align="left">${escape(label)}</th><td>${escape(value)}</td></tr>`).join('')}</table>`
      : '',
    paragraphWithLink(words.see, facts.link),
    facts.receiptLink === undefined ? '' : paragraphWithLink(words.receipt, facts.receiptLink),
    `<p>${escape(closing)}</p></body></html>`,
  ];
  return { subject: words.subject[kind](thirdPartyName).replace(/[\r\n]+/g, ' '), text: text.join('\n'), html: html.join('\n') };
}

function closingOf(kind: MailKind, words: MailMessages): string {
  if (ENDS.includes(kind) || kind === 'oneTimeReleased') return words.alreadySent;
  return UNASKED.includes(kind) ? words.lifecycle.wanted : words.notYou;
}

function ownTimeRows(periods: readonly Period[] | undefined, { lifecycle, list }: MailMessages, moment: WriteMoment): [string, string][] {
  if (!periods) return [];
  const texts = periods.map(({ start, end }) =>
    end === null ? lifecycle.from(moment(start)) : lifecycle.fromTo(moment(start), moment(end)),
  );
  return [[lifecycle.ownTime, list(texts) || lifecycle.never]];
}

function termRows(terms: Terms, words: MailMessages, moment: WriteMoment): [string, string][] {
  const { end } = terms.authorizedPeriod;
  return [
    [words.what, words.list(terms.dataSets.map((dataSet) => words.dataSets[dataSet]))],
    [words.purpose, terms.purpose],
    [words.services, words.serviceCount(terms.usagePointIds.length)],
    [words.since, moment(terms.publishedPeriod.start)],
    [words.until, end === null ? words.noEnd : moment(end)],
  ];
}

const paragraphWithLink = (text: string, link: string): string => `<p>${escape(text)}<br><a href="${escape(link)}">${escape(link)}</a></p>`;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
