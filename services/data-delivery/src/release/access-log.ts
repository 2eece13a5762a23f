import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RecordRelease } from '@greenledger/contracts';
import { InBatches } from './in-batches.js';

/** Rows in one statement. */
const MOST_ROWS = 1_000;

export type EndState = 'complete' | 'aborted' | 'failed';

/** How the sending of one release ended. */
export interface SendingEnd {
  readonly releaseId: string;
  readonly state: EndState;
  readonly bytes: number;
}

/** What the log notes of a release when its sending begins. */
type Begun = Pick<RecordRelease, 'releaseId' | 'authorizationId' | 'thirdPartyId' | 'resource'>;

/** Whether so many come at once that they need not wait for others: the parts of a bulk feed. */
const isBatch = ({ length }: readonly unknown[]): boolean => length >= 16 && length <= MOST_ROWS;

/** What left the house after its release was recorded, and how it ended. No token, no name. */
@Injectable()
export class AccessLog {
  // What begins or ends at the same time is written together: one commit, not one each.
  readonly #begun = new InBatches<Begun, void>((releases) => this.#insert(releases), MOST_ROWS, 2);
  readonly #ended = new InBatches<SendingEnd, void>((ends) => this.#update(ends), MOST_ROWS, 2);

  constructor(private readonly dataSource: DataSource) {}

  async begin(...releases: Begun[]): Promise<void> {
    if (isBatch(releases)) await this.#insert(releases);
    else await Promise.all(releases.map((release) => this.#begun.add(release)));
  }

  async end(...ends: SendingEnd[]): Promise<void> {
    if (isBatch(ends)) await this.#update(ends);
    else await Promise.all(ends.map((end) => this.#ended.add(end)));
  }

  /** What had begun was sent to nobody. */
  async endUnsent(releases: readonly Pick<SendingEnd, 'releaseId'>[]): Promise<void> {
    await this.end(...releases.map(({ releaseId }): SendingEnd => ({ releaseId, state: 'aborted', bytes: 0 })));
  }

  async #insert(releases: readonly Begun[]): Promise<void[]> {
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
    return releases.map(() => undefined);
  }

  async #update(ends: readonly SendingEnd[]): Promise<void[]> {
    await this.dataSource.query(
      `UPDATE access_log SET end_state = e.state, bytes = e.bytes, ended_at = clock_timestamp()
         FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS e (release_id, state, bytes) WHERE access_log.release_id = e.release_id`,
      [ends.map(({ releaseId }) => releaseId), ends.map(({ state }) => state), ends.map(({ bytes }) => bytes)],
    );
    return ends.map(() => undefined);
  }
}
