import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RecordRelease } from '@greenledger/contracts';

export type EndState = 'complete' | 'aborted' | 'failed';

/** What left the house after its release was recorded, and how it ended. No token, no name. */
@Injectable()
export class AccessLog {
  constructor(private readonly dataSource: DataSource) {}

  async begin({ releaseId, authorizationId, thirdPartyId, resource }: RecordRelease): Promise<void> {
    await this.dataSource.query('INSERT INTO access_log (release_id, authorization_id, third_party_id, resource) VALUES ($1, $2, $3, $4)', [
      releaseId,
      authorizationId,
      thirdPartyId,
      resource,
    ]);
  }

  async end(releaseId: string, state: EndState, bytes: number): Promise<void> {
    await this.dataSource.query('UPDATE access_log SET end_state = $2, bytes = $3, ended_at = clock_timestamp() WHERE release_id = $1', [
      releaseId,
      state,
      bytes,
    ]);
  }
}
