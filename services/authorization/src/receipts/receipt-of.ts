import type {
  AuthorizationEvent,
  AuthorizationGranted,
  ConsentReceipt,
  ReceiptEvent,
  Terms,
  ThirdPartyRegistered,
} from '@greenledger/contracts';
import { RECEIPT_EVENTS } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import { canonicalText, logRecordOf } from '../audit/leaf.js';
import { leafHash } from '../audit/merkle/hashing.js';

export type Recorded = RecordedEvent<AuthorizationEvent>;
type ConsentEvent = Extract<AuthorizationEvent, { type: ReceiptEvent }>;
export type RecordedConsent = RecordedEvent<ConsentEvent>;

/** What a company said of itself at the time. */
export type CompanyFacts = Pick<ThirdPartyRegistered['data'], 'thirdPartyId' | 'name' | 'clientUri' | 'policyUri'>;

export const isConsentEvent = (event: Recorded): event is RecordedConsent => (RECEIPT_EVENTS as readonly string[]).includes(event.type);

/**
 * The receipt of a consent event: a pure function of the log, so it can be made again at any time and is the same text.
 * @param history the consent events of the stream up to and including `event`, oldest first
 */
export function receiptOf(
  event: RecordedConsent,
  history: readonly RecordedConsent[],
  company: CompanyFacts,
  issuer: string,
): ConsentReceipt {
  const { id, type, version, recordedAt, position, data } = event;
  const terms = history.map(({ data: past }) => ('terms' in past ? past.terms : undefined)).findLast((past) => past !== undefined)!;
  const { thirdPartyId, name, clientUri, policyUri } = company;
  return {
    receiptVersion: 1,
    issuer,
    authorizationId: data.authorizationId,
    event: {
      id,
      type,
      version,
      recordedAt,
      logIndex: position,
      leafHash: leafHash(Buffer.from(canonicalText(logRecordOf(event)))).toString('hex'),
    },
    thirdParty: { thirdPartyId, name, clientUri, policyUri },
    terms: withoutServices(terms),
    ...('change' in data && { change: data.change }),
    ...('consent' in data && data.consent && { consent: data.consent }),
    ...endOf(event),
  };
}

function withoutServices({
  purpose,
  dataSets,
  usagePointIds,
  authorizedPeriod,
  publishedPeriod,
  historyLength,
}: Terms): ConsentReceipt['terms'] {
  return { purpose, dataSets, serviceCount: usagePointIds.length, authorizedPeriod, publishedPeriod, historyLength };
}

function endOf(event: RecordedConsent): Pick<ConsentReceipt, 'ended'> {
  if (event.type === 'AuthorizationRevoked') return { ended: { by: event.data.by } };
  return event.type === 'AuthorizationExpired' ? { ended: { by: 'expiry' } } : {};
}

/** The newest facts of a company that were on record at the moment, whatever event brought them. */
export function companyAt(events: readonly RecordedEvent[], recordedAt: string): CompanyFacts | undefined {
  let facts: CompanyFacts | undefined;
  for (const event of events) {
    if (event.recordedAt > recordedAt) break;
    const data = event.data as Partial<AuthorizationGranted['data'] & ThirdPartyRegistered['data']>;
    if (typeof data.name === 'string') facts = { ...facts, ...(data as CompanyFacts) };
  }
  return facts;
}
