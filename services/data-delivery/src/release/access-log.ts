import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RecordRelease } from '@greenledger/contracts';

export type EndState = 'complete' | 'aborted' | 'failed';

/** How the sending of one release ended. */
export interface SendingEnd {
  readonly releaseId: string;
  readonly state: EndState;
  readonly bytes: number;
}

/** What left the house after its release was recorded, and how it ended. No token, no name. */
@Injectable()
export class AccessLog {
  constructor(private readonly dataSource: DataSource) {}

  async begin(...releases: Pick<RecordRelease, 'releaseId' | 'authorizationId' | 'thirdPartyId' | 'resource'>[]): Promise<void> {
    if (releases.length === 0) return;
    await this.dataSource.query(
      `INSERT INTO access_log (release_id, authorization_id, third_party_id, resource)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])`,
      [
        releases.map(({ releaseId }) => releaseId),
        releases.map(({ authorizationId }) => authorizationId),
        releases.map(({ thirdPartyId }) => thirdPartyId),
        releases.map(({ resource }) => resource),
      ],
    );
  }

  async end(...ends: SendingEnd[]): Promise<void> {
    if (ends.length === 0) return;
    await this.dataSource.query(
      `UPDATE access_log SET end_state = e.state, bytes = e.bytes, ended_at = clock_timestamp()
         FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS e (release_id, state, bytes) WHERE access_log.release_id = e.release_id`,
      [ends.map(({ releaseId }) => releaseId), ends.map(({ state }) => state), ends.map(({ bytes }) => bytes)],
    );
  }
}
