import { ProblemError, type Language, type Terms } from '@greenledger/contracts';
import type { RequestClient } from '@greenledger/messaging';
import type { Transporter } from 'nodemailer';
import { wordsFor } from '../locales/index.js';
import type { MailDetails } from '../projections/lifecycle-mail.js';
import type { MailKind } from '../projections/planner.js';
import type { Outcome } from '../queue/lane-worker.js';
import type { Leased } from '../queue/leased-queue.js';
import { composeMail } from './compose-mail.js';
import { localMoment } from './local-moment.js';

export interface MailRow {
  /** The event that the mail tells of. */
  readonly event_id: string;
  readonly authorization_id: string;
  readonly kind: MailKind;
  readonly third_party_name: string;
  readonly terms: Terms;
  /** The language in which the customer agreed, when it is known. */
  readonly locale: string | null;
  readonly details: MailDetails | null;
}

export interface MailAttemptOptions {
  readonly requests: RequestClient;
  readonly transport: Transporter;
  readonly from: string;
  readonly publicOrigin: string;
  readonly defaultLanguage: Language;
  /** IANA zone in which moments are written. */
  readonly timeZone: string;
}

/** One attempt of one mail. Name and address are asked for now and kept nowhere, so an erased customer gets no mail. */
export class MailAttempt {
  constructor(private readonly options: MailAttemptOptions) {}

  async run({ id, lane, row }: Leased<MailRow>): Promise<Outcome> {
    const { requests, transport, from, publicOrigin, defaultLanguage, timeZone } = this.options;
    let contact;
    try {
      contact = await requests.request('meter-ingestion.get-contact', { customerId: lane });
    } catch (error) {
      if (error instanceof ProblemError && (error.code === 'unknown-customer' || error.code === 'not-found')) {
        return { kind: 'cancelled', note: 'the customer is not known any more' };
      }
      throw error;
    }
    if (contact.email === null) return { kind: 'cancelled', note: 'the customer has no e-mail address' };
    const link = `${publicOrigin}/authorizations/${row.authorization_id}`;
    const receiptLink = await this.#receiptLink(row);
    const words = wordsFor([row.locale, contact.locale], defaultLanguage);
    const composed = composeMail(
      {
        kind: row.kind,
        customerName: contact.name,
        thirdPartyName: row.third_party_name,
        terms: row.terms,
        details: row.details,
        link,
        receiptLink,
      },
      words,
      localMoment(words.tag, timeZone),
    );
    // The id stays the same over all attempts, so that a mailbox can drop a repetition.
    const messageId = `<${id}@${new URL(publicOrigin).hostname}>`;
    await transport.sendMail({ from, to: { name: contact.name, address: contact.email }, messageId, ...composed });
    return { kind: 'done', note: 'handed over' };
  }

  /** Asked for now and kept nowhere: whoever has the link can end the permission. Undefined for an event without a receipt. */
  async #receiptLink({ authorization_id, event_id }: MailRow): Promise<string | undefined> {
    const { requests, publicOrigin } = this.options;
    try {
      const { code } = await requests.request('authorization.find-receipt', { authorizationId: authorization_id, eventId: event_id });
      return `${publicOrigin}/receipts/${code}`;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'not-found') return undefined;
      throw error;
    }
  }
}
