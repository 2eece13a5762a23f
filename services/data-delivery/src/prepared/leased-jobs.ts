import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ProblemError, RecordRelease } from '@greenledger/contracts';
import { Outbox } from '@greenledger/messaging';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { announcementOf, jobOf, type Job, type JobRow } from './prepared-job.js';
import type { StoredResult } from './prepared-files.js';

/** Times that a job is begun before it is given up: a batch that kills its process must not do so for ever. */
const MOST_ATTEMPTS = 5;

export interface LeasedJob {
  readonly job: Job;
  readonly leaseId: string;
}

/** A part of a result: what was recorded for it, and its length before it was packed. */
export interface PreparedPart {
  readonly release: RecordRelease;
  readonly bytes: number;
}

/**
 * What processes work on. A claimed job carries a lease; when its process is killed the lease runs out and the job is begun
 * anew, by whichever process is there.
 */
@Injectable()
export class LeasedJobs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly configuration: DataDeliveryConfiguration,
  ) {}

  /** The oldest job that nobody works on. */
  async claim(): Promise<LeasedJob | undefined> {
    await this.#giveUp();
    const leaseId = randomUUID();
    const [rows]: [JobRow[], number] = await this.dataSource.query(
      `UPDATE prepared_batch SET state = 'running', lease_id = $1, leased_until = clock_timestamp() + make_interval(secs => $2),
              attempts = attempts + 1, started_at = clock_timestamp(), done = 0, total = NULL
        WHERE job_id = (SELECT job_id FROM prepared_batch WHERE state IN ('queued', 'running') AND (leased_until IS NULL OR leased_until < clock_timestamp())
                         ORDER BY created_at FOR UPDATE SKIP LOCKED LIMIT 1)
       RETURNING *`,
      [leaseId, this.configuration.PREPARED_LEASE_SECONDS],
    );
    return rows[0] && { job: jobOf(rows[0]), leaseId };
  }

  /** Tells the progress and keeps the lease. @returns false when the lease was lost: somebody else works on the job now */
  async beat({ job, leaseId }: LeasedJob, done: number, total: number | undefined): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `UPDATE prepared_batch SET done = $3, total = $4, leased_until = clock_timestamp() + make_interval(secs => $5)
        WHERE job_id = $1 AND lease_id = $2`,
      [job.jobId, leaseId, done, total ?? null, this.configuration.PREPARED_LEASE_SECONDS],
    );
    return count === 1;
  }

  /** Ends a job with its result and announces it, in one transaction. @returns false when the lease was lost */
  finish({ job, leaseId }: LeasedJob, parts: readonly PreparedPart[], result: StoredResult): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [, count]: [unknown, number] = await manager.query(
        `UPDATE prepared_batch SET state = 'ready', finished_at = clock_timestamp(), expires_at = clock_timestamp() + make_interval(days => $3),
                stored_bytes = $4, plain_bytes = $5, sha256 = $6, lease_id = NULL, leased_until = NULL, done = coalesce(total, done)
          WHERE job_id = $1 AND lease_id = $2`,
        [job.jobId, leaseId, this.configuration.PREPARED_DAYS, result.storedBytes, result.plainBytes, result.sha256],
      );
      if (count !== 1) return false;
      await manager.query(
        `INSERT INTO prepared_release (job_id, ordinal, release, bytes)
         SELECT $1, ordinal - 1, release, bytes FROM unnest($2::jsonb[], $3::bigint[]) WITH ORDINALITY AS p (release, bytes, ordinal)`,
        [job.jobId, parts.map(({ release }) => JSON.stringify(release)), parts.map(({ bytes }) => bytes)],
      );
      await this.outbox.append(manager, [announcementOf(job)]);
      return true;
    });
  }

  async fail({ job, leaseId }: LeasedJob, problem: Pick<ProblemError, 'code' | 'message'>): Promise<void> {
    await this.dataSource.query(
      `UPDATE prepared_batch SET state = 'failed', finished_at = clock_timestamp(), error_code = $3, error_detail = $4, lease_id = NULL, leased_until = NULL
        WHERE job_id = $1 AND lease_id = $2`,
      [job.jobId, leaseId, problem.code, problem.message],
    );
  }

  /** Gives a job back to be begun anew, after so many seconds. */
  async giveBack({ job, leaseId }: LeasedJob, afterSeconds: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE prepared_batch SET state = 'queued', lease_id = NULL, leased_until = clock_timestamp() + make_interval(secs => $3), done = 0, total = NULL
        WHERE job_id = $1 AND lease_id = $2`,
      [job.jobId, leaseId, afterSeconds],
    );
  }

  /** What a result holds, in order. */
  async partsOf(jobId: string): Promise<PreparedPart[]> {
    const rows: { release: RecordRelease; bytes: string }[] = await this.dataSource.query(
      'SELECT release, bytes FROM prepared_release WHERE job_id = $1 ORDER BY ordinal',
      [jobId],
    );
    return rows.map(({ release, bytes }) => ({ release, bytes: Number(bytes) }));
  }

  async #giveUp(): Promise<void> {
    const detail = `Preparing it was interrupted ${MOST_ATTEMPTS} times. Ask for less at a time, with published-min and published-max, or tell the utility.`;
    await this.dataSource.query(
      `UPDATE prepared_batch SET state = 'failed', finished_at = clock_timestamp(), error_code = 'internal', error_detail = $2, lease_id = NULL, leased_until = NULL
        WHERE state IN ('queued', 'running') AND attempts >= $1 AND (leased_until IS NULL OR leased_until < clock_timestamp())`,
      [MOST_ATTEMPTS, detail],
    );
  }
}
