import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RequestClient } from '@greenledger/messaging';
import { companyGrants } from '../bulk/company-grants.js';
import { PreparedFiles } from './prepared-files.js';

const SWEEP_EVERY = 3_600_000;

/**
 * Takes results away whose time is over, and those with data of an authorization that has ended: no download of them can be
 * allowed any more, so their bytes need not lie here.
 */
@Injectable()
export class ResultSweep implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(ResultSweep.name);
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly requests: RequestClient,
    private readonly files: PreparedFiles,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.#logger.warn(error instanceof Error ? error.message : String(error)));
    }, SWEEP_EVERY);
    this.#timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async sweep(): Promise<void> {
    await this.#remove(
      `UPDATE prepared_batch SET state = 'expired' WHERE state = 'ready' AND expires_at < clock_timestamp() RETURNING job_id, sha256`,
    );
    const companies: { id: string }[] = await this.dataSource.query(
      `SELECT DISTINCT third_party_id AS id FROM prepared_batch WHERE state = 'ready'`,
    );
    for (const { id } of companies) await this.#withdraw(id);
    const known: { jobId: string; sha256: string }[] = await this.dataSource.query(
      `SELECT job_id AS "jobId", sha256 FROM prepared_batch WHERE state = 'ready' AND sha256 IS NOT NULL`,
    );
    await this.files.removeLeftBehind(Date.now(), known);
  }

  async #withdraw(thirdPartyId: string): Promise<void> {
    const authorizations = await companyGrants(thirdPartyId, this.requests);
    const ended = authorizations.filter(({ status }) => status !== 'active').map(({ authorizationId }) => authorizationId);
    if (ended.length === 0) return;
    await this.#remove(
      `UPDATE prepared_batch b SET state = 'expired', error_code = 'release-refused', error_detail = $3
        WHERE state = 'ready' AND third_party_id = $1
          AND EXISTS (SELECT FROM prepared_release r WHERE r.job_id = b.job_id AND r.release->>'authorizationId' = ANY($2::text[]))
       RETURNING job_id, sha256`,
      [thirdPartyId, ended, 'An authorization whose data it held has ended. Ask for the batch again: the new result leaves it out.'],
    );
  }

  async #remove(update: string, parameters: readonly unknown[] = []): Promise<void> {
    const [rows]: [{ job_id: string; sha256: string | null }[], number] = await this.dataSource.query(update, [...parameters]);
    for (const { job_id: jobId, sha256 } of rows) if (sha256 !== null) await this.files.remove({ jobId, sha256 });
  }
}
