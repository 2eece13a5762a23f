import type { DomainEvent } from '../log-entry.js';
import type { DataReleased } from './authorization-events.js';

/** What all releases of one bulk record share. */
type Common = 'thirdPartyId' | 'clientId' | 'resource' | 'rendererVersion';

/** The release of one authorization in a bulk record: with what all share, the data of a `DataReleased`. */
export type BulkReleasePart = Omit<DataReleased['data'], Common> & {
  /** Version of the Authorization stream for which the release was allowed, and at which it stood when it was recorded. */
  readonly authorizationVersion: number;
};

/**
 * Releases under many authorizations, recorded before the bytes of the first of them leave. Only event of its stream
 * `bulk-release-<bulkReleaseId>`: it was appended while every authorization in it stood at the version it was judged at.
 */
export type DataReleasedInBulk = DomainEvent<
  'DataReleasedInBulk',
  Pick<DataReleased['data'], Common> & {
    readonly bulkReleaseId: string;
    readonly parts: readonly BulkReleasePart[];
  }
>;

/** The releases of a bulk record, each as if it had been recorded by itself. */
export function releasesInBulk({ bulkReleaseId: _, parts, ...common }: DataReleasedInBulk['data']): DataReleased['data'][] {
  return parts.map(({ authorizationVersion: _version, ...part }) => ({ ...common, ...part }));
}
