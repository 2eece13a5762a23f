import {
  SANDBOX_CUSTOMER_ID,
  type AuthorizationEvent,
  type Consent,
  type ConsentDenied,
  type DataReleased,
  type DataReleasedInBulk,
  type DataReleaseRefused,
  type Holding,
  type LogEntry,
  type ThirdPartyEvent,
} from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';
import { lifecycleMailFor, type LifecycleMail } from './lifecycle-mail.js';
import { mailFor, planForAuthorization, planForRegistration, type KnownAuthorization, type MailKind } from './planner.js';
import { PlannedRows } from './planned-rows.js';
import { Recipients } from './recipients.js';
import type { ResourceUris } from './resource-uris.js';

type Event = AuthorizationEvent | DataReleasedInBulk | ThirdPartyEvent | ConsentDenied;

/** Follows the authorization log: keeps the recipients, and writes the rows that tell company and customer of a change. */
export async function applyAuthorizationLog(
  entries: ReadonlyArray<LogEntry<Event>>,
  manager: EntityManager,
  uris: ResourceUris,
): Promise<void> {
  const recipients = new Recipients(manager);
  const rows = new PlannedRows(manager);
  for (const entry of entries) {
    // The entry's type and data belong together; the union of LogEntry does not say so.
    const event = { type: entry.type, data: entry.data } as Event;
    if (event.type === 'ThirdPartyRegistered') {
      await recipients.saveThirdParty(event.data);
      continue;
    }
    if (event.type === 'ThirdPartyModified') {
      const { facts } = event.data;
      await recipients.saveThirdParty(facts);
      // Whom nobody has shared with yet has not shown that the address is its own: it is not written to.
      if (await recipients.isSharedWith(facts.thirdPartyId)) await rows.addDeliveries(entry.id, planForRegistration(facts, uris));
      continue;
    }
    if (isOfThirdParty(event) || tellsNobody(event)) continue;
    const after = await stateAfter(event, recipients);
    if (!after) continue;
    await recipients.saveAuthorization(after);
    // Of what has ended, only the end itself is told; the rest is kept for the case that it is reinstated.
    if (!after.active && event.type === 'UsagePointHoldingChanged') continue;
    await rows.addDeliveries(entry.id, planForAuthorization(event.type, after, uris));
    // The sandbox customer is nobody that could be written to; its company is told as of any other.
    const mail = after.customerId === SANDBOX_CUSTOMER_ID ? undefined : mailOf(event);
    if (mail) await rows.addMail(entry.id, mail, after, await recipients.thirdPartyName(after.thirdPartyId));
  }
}

function mailOf(event: AuthorizationEvent): (Omit<LifecycleMail, 'kind'> & { readonly kind: MailKind }) | undefined {
  const kind = mailFor(event.type);
  return lifecycleMailFor(event) ?? (kind && { kind });
}

const byUsagePoint = (holdings: readonly Holding[] = []): NonNullable<KnownAuthorization['holdings']> =>
  Object.fromEntries(holdings.map(({ usagePointId, periods }) => [usagePointId, periods]));

/** A form on paper was typed in by an operator: its language says nothing of the customer. */
const languageAgreedIn = (consent?: Consent): string | null => (consent && consent.method !== 'offlineForm' ? consent.locale : null);

/** Undefined for an event type of a later release, which changes nothing that is known here. */
async function stateAfter(event: AuthorizationEvent, recipients: Recipients): Promise<KnownAuthorization | undefined> {
  switch (event.type) {
    case 'AuthorizationGranted': {
      const { authorizationId, thirdPartyId, customerId, terms, consent, holdings } = event.data;
      const locale = languageAgreedIn(consent);
      return { authorizationId, thirdPartyId, customerId, terms, locale, active: true, holdings: byUsagePoint(holdings) };
    }
    case 'AuthorizationModified': {
      const before = await recipients.authorization(event.data.authorizationId);
      const locale = languageAgreedIn(event.data.consent) ?? before.locale;
      return { ...before, locale, terms: event.data.terms, holdings: { ...before.holdings, ...byUsagePoint(event.data.holdings) } };
    }
    case 'AuthorizationRevoked':
    case 'AuthorizationExpired':
      return { ...(await recipients.authorization(event.data.authorizationId)), active: false };
    case 'AuthorizationReinstated':
      return { ...(await recipients.authorization(event.data.authorizationId)), active: true };
    case 'UsagePointHoldingChanged': {
      const before = await recipients.authorization(event.data.authorizationId);
      return { ...before, holdings: { ...before.holdings, ...byUsagePoint([event.data]) } };
    }
    case 'ServiceIdentifierChanged':
    case 'AuthorizationReminderDue':
      return recipients.authorization(event.data.authorizationId);
    default:
      return undefined;
  }
}

type Untold = DataReleased | DataReleaseRefused | DataReleasedInBulk | ConsentDenied;

/** What leaves is told to nobody here: the customer reads it in the portal. A denial reaches the company by the browser that it sent. */
const tellsNobody = (event: Exclude<Event, ThirdPartyEvent>): event is Untold =>
  ['DataReleased', 'DataReleaseRefused', 'DataReleasedInBulk', 'ConsentDenied'].includes(event.type);

/** What else happens to companies changes nobody's delivery: a hold or an end is judged when the data is fetched. */
const isOfThirdParty = (event: Event): event is ThirdPartyEvent => event.type.startsWith('ThirdParty');
