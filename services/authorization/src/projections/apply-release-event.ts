import type { DataReleased, ReleaseManifest } from '@greenledger/contracts';
import type { RecordedEvent } from '@greenledger/event-store';
import type { EntityManager } from 'typeorm';

/** Adds a recorded release to `release_view`: one line of "who received what, when". */
export async function applyReleaseEvent(manager: EntityManager, event: RecordedEvent<DataReleased>): Promise<void> {
  const { authorizationId, releaseId, thirdPartyId, resource, manifestDigest, rendererVersion, window, usagePointIds, dataSets, counts } =
    event.data;
  const manifest: ReleaseManifest = { resource, manifestDigest, rendererVersion, window, usagePointIds, dataSets, counts };
  await manager.query(
    `INSERT INTO release_view (position, release_id, authorization_id, third_party_id, recorded_at, manifest)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (position) DO NOTHING`,
    [event.position, releaseId, authorizationId, thirdPartyId, event.recordedAt, JSON.stringify(manifest)],
  );
}
