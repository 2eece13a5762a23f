import type { DataReleasedInBulk } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import type { EntityManager } from 'typeorm';

/** The parts of the event at position $1, unpacked once and not once for each of them. */
const PARTS = `jsonb_array_elements((SELECT data -> 'parts' FROM event WHERE position = $1))`;

/** Seconds by which `last_used_at` may be older than the last release in bulk: a row of a view is not written anew for every feed. */
const USE_BEHIND = 7 * 86_400;

/**
 * Adds the releases of a bulk record to `release_view`, and now and then to the use of their authorizations (`DueAuthorizations` looks
 * at both), in the database itself: the
 * event is there already, and its thousand parts need not travel through this process.
 */
export async function applyBulkReleaseEvent(
  manager: EntityManager,
  { position, recordedAt, metadata, data: { thirdPartyId, resource, rendererVersion } }: RecordedEvent<DataReleasedInBulk>,
): Promise<void> {
  await manager.query(
    `INSERT INTO release_view (position, part, release_id, authorization_id, third_party_id, recorded_at, manifest)
     SELECT $1, p.place - 1, p.part ->> 'releaseId', p.part ->> 'authorizationId', $3, $2,
            $4::jsonb || (p.part - '{releaseId,authorizationId,authorizationVersion,termsVersion,extent}'::text[])
       FROM ${PARTS} WITH ORDINALITY AS p (part, place)
     ON CONFLICT (position, part) DO NOTHING`,
    [position, recordedAt, thirdPartyId, JSON.stringify({ resource, rendererVersion })],
  );
  await manager.query(
    `WITH part AS MATERIALIZED (SELECT part ->> 'authorizationId' AS id FROM ${PARTS} AS p (part))
     UPDATE authorization_view a SET last_used_at = $2 FROM part WHERE a.authorization_id = part.id AND a.last_used_at < $2::bigint - $3::bigint`,
    [position, Math.floor(Date.parse(metadata.occurredAt) / 1000), USE_BEHIND],
  );
}
