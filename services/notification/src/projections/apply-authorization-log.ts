import type {
  AuthorizationEvent,
  Consent,
  DataReleased,
  DataReleasedInBulk,
  DataReleaseRefused,
  Holding,
  LogEntry,
  ThirdPartyEvent,
} from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';
import { lifecycleMailFor, type LifecycleMail } from './lifecycle-mail.js';
import { mailFor, planForAuthorization, type KnownAuthorization, type MailKind } from './planner.js';
import { PlannedRows } from './planned-rows.js';
import { Recipients } from './recipients.js';
import type { ResourceUris } from './resource-uris.js';

type Event = AuthorizationEvent | DataReleasedInBulk | ThirdPartyEvent;

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
      await recipients.saveThirdParty(event.data.facts);
      continue;
    }
    if (isOfThirdParty(event) || tellsNobody(event)) continue;
    const after = await stateAfter(event, recipients);
    if (!after) continue;
    await recipients.saveAuthorization(after);
    // Of what has ended, only the end itself is told; the rest is kept for the case that it is reinstated.
    if (!after.active && event.type === 'UsagePointHoldingChanged') continue;
    await rows.addDeliveries(entry.id, planForAuthorization(event.type, after, uris));
    const mail = mailOf(event);
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

/** What leaves is told to nobody here: the customer reads it in the portal. */
const tellsNobody = (event: AuthorizationEvent | DataReleasedInBulk): event is DataReleased | DataReleaseRefused | DataReleasedInBulk =>
  event.type === 'DataReleased' || event.type === 'DataReleaseRefused' || event.type === 'DataReleasedInBulk';

/** What else happens to companies changes nobody's delivery: a hold or an end is judged when the data is fetched. */
const isOfThirdParty = (event: Event): event is ThirdPartyEvent => event.type.startsWith('ThirdParty');
