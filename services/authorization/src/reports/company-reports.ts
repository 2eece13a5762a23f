import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { CompanyReport, RequestOf } from '@greenledger/contracts';
import { DataSource } from 'typeorm';

const LONGEST_NOTE = 2000;

/** Customers' reports of companies they do not know: the operator's queue. Erasable, so not in the log. */
@Injectable()
export class CompanyReports {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** @throws ProblemError `invalid-body` when the note is longer than 2,000 characters */
  async add(report: RequestOf<'authorization.report-company'>): Promise<{ reportId: string }> {
    const { thirdPartyId, authorizationId, customerId, note } = report;
    if (note.length > LONGEST_NOTE)
      throw new ProblemError('invalid-body', `the note is longer than ${LONGEST_NOTE} characters; shorten it`);
    const [row] = await this.dataSource.query<{ report_id: string }[]>(
      `INSERT INTO company_report (report_id, third_party_id, authorization_id, customer_id, note) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (third_party_id, customer_id) WHERE state = 'open'
       DO UPDATE SET note = excluded.note, authorization_id = excluded.authorization_id, reported_at = now() RETURNING report_id`,
      [randomUUID(), thirdPartyId, authorizationId ?? null, customerId, note.trim()],
    );
    return { reportId: row!.report_id };
  }

  /** Open ones first, then the newest. */
  async list(): Promise<readonly CompanyReport[]> {
    const rows = await this.dataSource.query<(Omit<CompanyReport, 'reportedAt'> & { reportedAt: Date })[]>(
      `SELECT r.report_id AS "reportId", r.third_party_id AS "thirdPartyId", coalesce(t.facts->>'name', '') AS "thirdPartyName",
              r.authorization_id AS "authorizationId", r.customer_id AS "customerId", r.note, r.reported_at AS "reportedAt", r.state
       FROM company_report r LEFT JOIN third_party_view t USING (third_party_id)
       ORDER BY r.state = 'open' DESC, r.reported_at DESC LIMIT 1000`,
    );
    return rows.map((row) => ({ ...row, reportedAt: row.reportedAt.toISOString() }));
  }

  /** @throws ProblemError `not-found` */
  async close(reportId: string): Promise<void> {
    const [, count] = await this.dataSource.query<[unknown, number]>(
      `UPDATE company_report SET state = 'closed' WHERE report_id::text = $1`,
      [reportId],
    );
    if (count === 0) throw new ProblemError('not-found', 'there is no such report');
  }
}
