import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { AuthorizationEvent, ReceiptLink, ReceiptView } from '@greenledger/contracts';
import { EventStore } from '@greenledger/event-store';
import { Authorizations } from '../application/authorizations.js';
import { authorizationStream, thirdPartyStream } from '../application/deciders.js';
import { reversibleUntil } from '../domain/authorization/index.js';
import { OAuthSettings } from '../oauth/oauth-settings.js';
import { openReceiptCode, receiptCode, type ReceiptPlace } from './receipt-codes.js';
import { ReceiptKeys } from './receipt-keys.js';
import { companyAt, isConsentEvent, receiptOf, type RecordedConsent } from './receipt-of.js';
import { signReceipt } from './sign-receipt.js';

/** Receipts of consent events. Nothing of them is stored: each is made from the log when it is asked for. */
@Injectable()
export class Receipts {
  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(ReceiptKeys) private readonly keys: ReceiptKeys,
    @Inject(OAuthSettings) private readonly settings: OAuthSettings,
    @Inject(Authorizations) private readonly authorizations: Authorizations,
  ) {}

  /** @throws ProblemError `not-found` for a code that opens nothing */
  async get(code: string): Promise<ReceiptView> {
    const place = this.open(code);
    const events = await this.consentEvents(place.authorizationId);
    const event = events.find(({ version }) => version === place.version) ?? unknown();
    const history = events.filter(({ version }) => version <= event.version);
    const receipt = receiptOf(event, history, await this.companyOf(history), this.settings.publicOrigin);
    return { receipt, jws: signReceipt(receipt, this.keys), status: statusOf(events), ...reversal(events), receipts: this.links(events) };
  }

  /** @throws ProblemError `not-found` when the authorization is not the customer's */
  async list(authorizationId: string, customerId: string): Promise<readonly ReceiptLink[]> {
    const events = await this.consentEvents(authorizationId);
    if (grantOf(events).customerId !== customerId) return unknown();
    return this.links(events);
  }

  /** @throws ProblemError `not-found` when the event has no receipt */
  async codeOf(authorizationId: string, eventId: string): Promise<string> {
    const events = await this.consentEvents(authorizationId);
    return this.linkOf(events.find(({ id }) => id === eventId) ?? unknown()).code;
  }

  /** Who holds the link may end the authorization, as the mail that brought it says. @throws ProblemError `not-found` */
  async revoke(code: string): Promise<{ version: number }> {
    const { authorizationId } = this.open(code);
    return this.authorizations.revoke({ authorizationId, by: 'customer', reason: 'ended from a receipt, without sign-in' });
  }

  private open(code: string): ReceiptPlace {
    return openReceiptCode(code, this.keys.linkKey) ?? unknown();
  }

  private async consentEvents(authorizationId: string): Promise<readonly RecordedConsent[]> {
    const events = await this.store.readStream<AuthorizationEvent>(authorizationStream(authorizationId));
    const consents = events.filter(isConsentEvent);
    return consents.length > 0 ? consents : unknown();
  }

  private async companyOf(history: readonly RecordedConsent[]) {
    const { thirdPartyId } = grantOf(history);
    const facts = companyAt(await this.store.readStream(thirdPartyStream(thirdPartyId)), history.at(-1)!.recordedAt);
    return facts ?? unknown();
  }

  private links(events: readonly RecordedConsent[]): readonly ReceiptLink[] {
    return events.map((event) => this.linkOf(event));
  }

  private linkOf({ type, version, recordedAt, data }: RecordedConsent): ReceiptLink {
    const code = receiptCode({ authorizationId: data.authorizationId, version }, this.keys.linkKey);
    return { code, type, recordedAt, ...('change' in data && { change: data.change }) };
  }
}

function grantOf(events: readonly RecordedConsent[]) {
  const [first] = events;
  return first?.type === 'AuthorizationGranted' ? first.data : unknown();
}

function statusOf(events: readonly RecordedConsent[]): ReceiptView['status'] {
  // The last event tells: an end may have been taken back.
  const last = events.at(-1)?.type;
  if (last === 'AuthorizationRevoked') return 'revoked';
  return last === 'AuthorizationExpired' ? 'expired' : 'active';
}

/** The end by the company that could still be taken back, if the last event is one. */
function reversal(events: readonly RecordedConsent[]): Pick<ReceiptView, 'reversibleUntil'> {
  const last = events.at(-1)!;
  if (last.type !== 'AuthorizationRevoked' || last.data.by !== 'thirdParty') return {};
  const terms = events.reduce((before, { data }) => ('terms' in data ? data.terms : before), grantOf(events).terms);
  return { reversibleUntil: reversibleUntil(Math.floor(Date.parse(last.recordedAt) / 1000), terms.authorizedPeriod.end) };
}

function unknown(): never {
  throw new ProblemError('not-found', 'there is no such receipt; check that the whole link was copied');
}
