import type { DataReleasedInBulk } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import type { EntityManager } from 'typeorm';

/** The parts of the event at position $1, unpacked once and not once for each of them. */
const PARTS = `jsonb_array_elements((SELECT data -> 'parts' FROM event WHERE position = $1))`;

/**
 * Adds the releases of a bulk record to `release_view` and to the use of their authorizations, in the database itself: the
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
     UPDATE authorization_view a SET last_used_at = $2 FROM part WHERE a.authorization_id = part.id AND a.last_used_at < $2`,
    [position, Math.floor(Date.parse(metadata.occurredAt) / 1000)],
  );
}
