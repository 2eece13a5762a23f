import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Outbox } from '@greenledger/messaging';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { announcementOf, jobOf, valuesOf, type Job, type JobRow, type NewJob } from './prepared-job.js';

/**
 * Jobs that are ready as soon as they are asked for, because nothing is prepared: customer records are kept in no file. They are
 * announced as every other result is, and fetched, decided and recorded when somebody comes for them.
 */
@Injectable()
export class AnnouncedJobs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly configuration: DataDeliveryConfiguration,
  ) {}

  /** Adds a job and announces it, in one transaction. */
  add(asked: NewJob): Promise<Job> {
    return this.dataSource.transaction(async (manager) => {
      const rows: JobRow[] = await manager.query(
        `INSERT INTO prepared_batch (job_id, third_party_id, client_id, authorization_id, bulk_id, application_information_id, asked, query,
           resource_uri, self_uri, face, correlation_id, transaction_label, state, finished_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'ready', clock_timestamp(),
           clock_timestamp() + make_interval(days => $14)) RETURNING *`,
        [...valuesOf(asked), this.configuration.PREPARED_DAYS],
      );
      const job = jobOf(rows[0]!);
      await this.outbox.append(manager, [announcementOf(job)]);
      return job;
    });
  }
}
