import { Inject, Injectable } from '@nestjs/common';
import type { ReleaseFilter, ReleaseView } from '@greenledger/contracts';
import { DataSource } from 'typeorm';

const MOST = 1000;

const WHERE = `FROM release_view r JOIN authorization_view a USING (authorization_id)
  LEFT JOIN third_party_view t ON t.third_party_id = r.third_party_id
  WHERE a.customer_id = $1 AND ($2::text IS NULL OR r.third_party_id = $2) AND ($3::text IS NULL OR r.authorization_id = $3)
    AND ($4::text IS NULL OR r.recorded_at COLLATE "C" >= $4) AND ($5::text IS NULL OR r.recorded_at COLLATE "C" < $5)`;

/** Everything that was released of a customer's data, over all companies. Call `ReadModels.catchUp()` first. */
@Injectable()
export class CustomerReleases {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Newest first, with the number of all that match. */
  async list(filter: ReleaseFilter): Promise<{ releases: readonly ReleaseView[]; total: number }> {
    const { customerId, thirdPartyId = null, authorizationId = null, from, to, limit, offset = 0 } = filter;
    // The store's times are text of one fixed form, so they compare like times.
    const parameters = [customerId, thirdPartyId, authorizationId, textOf(from), textOf(to)];
    const [count] = await this.dataSource.query<{ total: number }[]>(`SELECT count(*)::int AS total ${WHERE}`, parameters);
    const releases = await this.dataSource.query<ReleaseView[]>(
      `SELECT r.release_id AS "releaseId", r.authorization_id AS "authorizationId", r.third_party_id AS "thirdPartyId",
              coalesce(t.facts->>'name', '') AS "thirdPartyName", r.recorded_at AS "recordedAt", r.manifest
       ${WHERE} ORDER BY r.position DESC, r.part LIMIT $6 OFFSET $7`,
      [...parameters, Math.min(Math.max(1, limit), MOST), Math.max(0, offset)],
    );
    return { releases, total: count!.total };
  }
}

/** Cut after the seconds: a text that goes on is greater, so a moment is on the right side whatever its fraction. */
const textOf = (seconds: number | undefined): string | null =>
  seconds === undefined ? null : new Date(seconds * 1000).toISOString().slice(0, 19);
