import type { Terms } from '@greenledger/contracts';
import type { MailMessages } from '../locales/en.js';
import type { MailKind } from '../projections/planner.js';

export interface MailFacts {
  readonly kind: MailKind;
  readonly customerName: string;
  readonly thirdPartyName: string;
  readonly terms: Terms;
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

/** The confirmation of a change: what is shared with whom, what for, until when. Dates are UTC days. Pure. */
export function composeMail(facts: MailFacts, words: MailMessages): ComposedMail {
  const { kind, thirdPartyName } = facts;
  const rows = kind === 'revoked' ? [] : termRows(facts.terms, words);
  const closing = kind === 'revoked' ? words.alreadySent : words.notYou;
  const opening = words.opening[kind](thirdPartyName);
  const greeting = words.greeting(facts.customerName);
  const text = [
    greeting,
    '',
    opening,
    '',
    ...rows.map(([label, value]) => `  ${label}: ${value}`),
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

function termRows(terms: Terms, words: MailMessages): [string, string][] {
  const { end } = terms.authorizedPeriod;
  return [
    [words.what, terms.dataSets.map((dataSet) => words.dataSets[dataSet]).join(', ')],
    [words.purpose, terms.purpose],
    [words.services, words.serviceCount(terms.usagePointIds.length)],
    [words.since, day(terms.publishedPeriod.start)],
    [words.until, end === null ? words.noEnd : day(end)],
  ];
}

const day = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const paragraphWithLink = (text: string, link: string): string => `<p>${escape(text)}<br><a href="${escape(link)}">${escape(link)}</a></p>`;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
