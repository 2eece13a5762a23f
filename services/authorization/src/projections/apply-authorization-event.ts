import type { AuthorizationEvent, DataReleased } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import type { EntityManager } from 'typeorm';
import { expiryReason, isSandbox } from '../domain/authorization/index.js';

/** Folds one event of an Authorization stream into `authorization_view`; releases come many at a time, see `applyReleaseEvents`. */
export async function applyAuthorizationEvent(
  manager: EntityManager,
  event: RecordedEvent<Exclude<AuthorizationEvent, DataReleased>>,
): Promise<void> {
  const { version, recordedAt } = event;
  const id = event.data.authorizationId;
  switch (event.type) {
    case 'AuthorizationGranted': {
      const { thirdPartyId, customerId, terms, scope, consent } = event.data;
      await manager.query(
        `INSERT INTO authorization_view (authorization_id, third_party_id, customer_id, status, terms, scope, authorized_until, version, terms_version, granted_at, changed_at,
           started_at, last_used_at, sandbox)
         VALUES ($1, $2, $3, 'active', $4, $5, $6, $7, $7, $8, $8, $9, $10, $11) ON CONFLICT (authorization_id) DO NOTHING`,
        [
          id,
          thirdPartyId,
          customerId,
          JSON.stringify(terms),
          scope,
          terms.authorizedPeriod.end,
          version,
          recordedAt,
          terms.authorizedPeriod.start,
          Math.floor(Date.parse(event.metadata.occurredAt) / 1000),
          isSandbox(consent),
        ],
      );
      return;
    }
    case 'AuthorizationModified': {
      const { terms } = event.data;
      await manager.query(
        `UPDATE authorization_view SET terms = $2, authorized_until = $3, version = $4, terms_version = $4, changed_at = $5, started_at = $6
         WHERE authorization_id = $1`,
        [id, JSON.stringify(terms), terms.authorizedPeriod.end, version, recordedAt, terms.authorizedPeriod.start],
      );
      return;
    }
    case 'AuthorizationRevoked':
      return end(manager, id, 'revoked', version, recordedAt, { at: recordedAt, by: event.data.by, reason: event.data.reason });
    case 'AuthorizationExpired': {
      const ended = { at: recordedAt, by: 'expiry', reason: expiryReason(event.data.cause) };
      return end(manager, id, 'expired', version, recordedAt, ended);
    }
    case 'AuthorizationReinstated':
      await manager.query(
        `UPDATE authorization_view SET status = 'active', version = $2, changed_at = $3, ended = NULL WHERE authorization_id = $1`,
        [id, version, recordedAt],
      );
      return;
    case 'DataReleaseRefused':
    case 'UsagePointHoldingChanged':
    case 'ServiceIdentifierChanged':
    case 'AuthorizationReminderDue':
      await manager.query('UPDATE authorization_view SET version = $2 WHERE authorization_id = $1', [id, version]);
      return;
    default:
      event satisfies never;
  }
}

async function end(manager: EntityManager, id: string, status: string, version: number, recordedAt: string, ended: object): Promise<void> {
  await manager.query('UPDATE authorization_view SET status = $2, version = $3, changed_at = $4, ended = $5 WHERE authorization_id = $1', [
    id,
    status,
    version,
    recordedAt,
    JSON.stringify(ended),
  ]);
}
