import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { jobOf, valuesOf, type Job, type JobRow, type NewJob } from './prepared-job.js';

/** The jobs that companies gave us, as they read them. What works on them is LeasedJobs. */
@Injectable()
export class PreparedJobs {
  constructor(private readonly dataSource: DataSource) {}

  /** Adds a job, or finds the unfinished one of the very same request. */
  async enqueue(job: NewJob): Promise<{ readonly job: Job; readonly added: boolean }> {
    const values = valuesOf(job);
    for (;;) {
      const added: JobRow[] = await this.dataSource.query(
        `INSERT INTO prepared_batch (job_id, third_party_id, client_id, authorization_id, bulk_id, application_information_id, asked, query,
           resource_uri, self_uri, face, correlation_id, transaction_label)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (third_party_id, md5(self_uri), face) WHERE state IN ('queued', 'running') DO NOTHING RETURNING *`,
        values,
      );
      if (added[0]) return { job: jobOf(added[0]), added: true };
      const found = await this.#read(`self_uri = $2 AND face = $3 AND state IN ('queued', 'running')`, [
        job.thirdPartyId,
        job.selfUri,
        job.face,
      ]);
      // It may have ended between the two looks: then this request is the first again.
      if (found[0]) return { job: found[0], added: false };
    }
  }

  /** The job of that id, if it is this company's. */
  async find(jobId: string, thirdPartyId: string): Promise<Job | undefined> {
    const [found] = await this.#read('job_id::text = $2', [thirdPartyId, jobId]);
    return found;
  }

  /** The newest job that a company named so for this very resource and query. */
  async named(correlationId: string, selfUri: string, thirdPartyId: string): Promise<Job | undefined> {
    const [found] = await this.#read('correlation_id = $2 AND self_uri = $3 ORDER BY created_at DESC LIMIT 1', [
      thirdPartyId,
      correlationId,
      selfUri,
    ]);
    return found;
  }

  /** The newest jobs of a company, newest first. */
  newest(thirdPartyId: string, limit: number): Promise<Job[]> {
    return this.#read('TRUE ORDER BY created_at DESC, job_id LIMIT $2', [thirdPartyId, limit]);
  }

  async #read(condition: string, parameters: readonly unknown[]): Promise<Job[]> {
    const rows: JobRow[] = await this.dataSource.query(`SELECT * FROM prepared_batch WHERE third_party_id = $1 AND ${condition}`, [
      ...parameters,
    ]);
    return rows.map(jobOf);
  }
}
