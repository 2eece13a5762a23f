import type { DataReleased, ReleaseManifest } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import type { EntityManager } from 'typeorm';

/**
 * Adds recorded releases to `release_view`, one line of "who received what, when" each, and to the use of their
 * authorizations. A run of them is written together: a bulk feed leaves one for every customer.
 * @param events in the order of the log
 */
export async function applyReleaseEvents(manager: EntityManager, events: readonly RecordedEvent<DataReleased>[]): Promise<void> {
  const lines = events.map(({ data, position, version, recordedAt, metadata }) => {
    const { authorizationId, releaseId, thirdPartyId, resource, manifestDigest, rendererVersion, window, usagePointIds, dataSets, counts } =
      data;
    const manifest: ReleaseManifest = { resource, manifestDigest, rendererVersion, window, usagePointIds, dataSets, counts };
    const occurredAt = Math.floor(Date.parse(metadata.occurredAt) / 1000);
    return { position, releaseId, authorizationId, thirdPartyId, recordedAt, manifest, version, occurredAt };
  });
  const json = JSON.stringify(lines);
  await manager.query(
    `INSERT INTO release_view (position, release_id, authorization_id, third_party_id, recorded_at, manifest)
     SELECT position, "releaseId", "authorizationId", "thirdPartyId", "recordedAt", manifest
       FROM jsonb_to_recordset($1::jsonb) AS r (position bigint, "releaseId" text, "authorizationId" text, "thirdPartyId" text,
         "recordedAt" text, manifest jsonb)
     ON CONFLICT (position, part) DO NOTHING`,
    [json],
  );
  await manager.query(
    `UPDATE authorization_view a SET version = r.version, last_used_at = greatest(a.last_used_at, r.used)
       FROM (SELECT "authorizationId" AS id, max(version) AS version, max("occurredAt") AS used
               FROM jsonb_to_recordset($1::jsonb) AS r ("authorizationId" text, version integer, "occurredAt" bigint) GROUP BY 1) r
      WHERE a.authorization_id = r.id`,
    [json],
  );
}
