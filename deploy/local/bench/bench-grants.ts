import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthorizationGranted } from '@greenledger/contracts';
import type pg from 'pg';

/** Events in one call of the append function. */
const BATCH = 500;
const HISTORY = 130_000_000;
const LONGEST = 120_000;

/**
 * Grants one authorization for each customer of the bench's meters, as events appended to the log by its own append
 * function: ten thousand consents on pages would take hours, and what is measured begins after them.
 * @param wake makes authorization bring its views up to date
 */
export async function grantAll(database: pg.Client, thirdPartyId: string, scope: string, wake: () => Promise<unknown>): Promise<number> {
  const { rows } = await database.query<{ usagePointId: string; customerId: string }>(
    `SELECT DISTINCT ON (usage_point_id) usage_point_id AS "usagePointId", holders->0->>'customerId' AS "customerId"
       FROM data_delivery.usage_point ORDER BY usage_point_id, version DESC`,
  );
  const now = Math.floor(Date.now() / 1_000);
  const occurredAt = new Date().toISOString();
  for (let from = 0; from < rows.length; from += BATCH) {
    const shares = rows.slice(from, from + BATCH).map(({ usagePointId, customerId }) => {
      const authorizationId = randomUUID();
      const data = grantOf(authorizationId, thirdPartyId, customerId, usagePointId, scope, now);
      const event = { id: randomUUID(), type: 'AuthorizationGranted', data, metadata: { occurredAt } };
      return { stream: `authorization-${authorizationId}`, expected: 0, events: [event] };
    });
    await database.query('SELECT "authorization".append_events($1::jsonb)', [JSON.stringify(shares)]);
  }
  await untilProjected(database, thirdPartyId, rows.length, wake);
  return rows.length;
}

function grantOf(
  authorizationId: string,
  thirdPartyId: string,
  customerId: string,
  usagePointId: string,
  scope: string,
  now: number,
): AuthorizationGranted['data'] {
  return {
    authorizationId,
    thirdPartyId,
    customerId,
    terms: {
      usagePointIds: [usagePointId],
      dataSets: ['usage'],
      authorizedPeriod: { start: now - 60, end: null },
      publishedPeriod: { start: now - HISTORY, end: null },
      historyLength: HISTORY,
      purpose: 'Measures how fast feeds are',
    },
    consent: { textDigest: '0'.repeat(64), locale: 'en', method: 'online' } as AuthorizationGranted['data']['consent'],
    scope,
    holdings: [],
  };
}

async function untilProjected(database: pg.Client, thirdPartyId: string, expected: number, wake: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + LONGEST;
  for (;;) {
    await wake().catch(() => undefined);
    const { rows } = await database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM "authorization".authorization_view WHERE third_party_id = $1',
      [thirdPartyId],
    );
    if (rows[0]!.count >= expected) return;
    if (performance.now() > deadline) throw new Error(`${rows[0]!.count} of ${expected} authorizations are in the view`);
    await delay(200);
  }
}
