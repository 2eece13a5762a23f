import { Injectable } from '@nestjs/common';
import { type CisRecord, type CisReject, type CisRow, cisReject } from '@greenledger/meter-formats';
import { Outbox } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { ImportLedger } from '../import/import-ledger.js';
import { ImportMovedError } from '../import/meter-file-progress.js';
import { applyCisRow } from './apply-cis-row.js';
import { CustomerChanges } from './customer-changes.js';
import type { KnownCustomers } from './known-customers.js';
import { loadKnownCustomers } from './load-known-customers.js';
import { publishUsagePoints } from './publish-usage-points.js';
import { identifierChanges, readIdentifiers } from './service-identifiers.js';
import { storeKnownCustomers } from './store-known-customers.js';
import { takeRecords } from './take-records.js';

/** What a step of an extract consists of. */
export type CisEntry = CisRow | CisRecord | CisReject;

const linesOf = (entry: CisEntry): number => (entry.kind === 'bill' ? entry.rows.length : 1);

/** Commits the steps of a CIS extract: customer tables, events of changed usage points, rejects and ledger together, or nothing. */
@Injectable()
export class CisProgress {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly ledger: ImportLedger,
    private readonly changes: CustomerChanges,
  ) {}

  /** @returns the line reached. @throws ImportMovedError when another process was faster. */
  async commit(importId: string, resumeLine: number, rows: readonly CisEntry[]): Promise<number> {
    const line = rows.at(-1)!.line;
    await this.dataSource.transaction(async (manager) => {
      // One extract at a time: the checks for overlaps must see what the other writes.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('meter-ingestion customers'))`);
      const [, moved]: [unknown, number] = await manager.query(
        `UPDATE import SET resume_line = $3, attempts = 0 WHERE id = $1 AND resume_line = $2 AND state = 'parsing'`,
        [importId, resumeLine, line],
      );
      if (moved !== 1) throw new ImportMovedError(`the import ${importId} has been moved by another process`);
      const services = rows.filter((row): row is CisRow => row.kind === 'row');
      const places = services.map((row) => row.servicePointNumber);
      const before = await readIdentifiers(manager, places);
      const touched = new Set<string>();
      const known = await loadKnownCustomers(manager, services);
      const rejects = rows.flatMap((row) =>
        row.kind === 'reject' ? row : row.kind === 'row' ? (applyRow(known, row, touched) ?? []) : [],
      );
      await storeKnownCustomers(manager, known);
      const records = await takeRecords(manager, importId, line, rows);
      rejects.push(...records.rejects);
      await this.ledger.addRejects(
        manager,
        importId,
        rejects.map((reject) => ({ ...reject, position: reject.line })),
      );
      if (touched.size > 0) await manager.query('UPDATE crosswalk_state SET revision = revision + 1');
      const events = await publishUsagePoints(manager, importId, line, touched);
      // Nobody who was not known before can get another number.
      const renumbered = before.size === 0 ? [] : identifierChanges(before, await readIdentifiers(manager, places));
      await this.changes.add(
        manager,
        events.map(({ data }) => data),
        renumbered,
      );
      await manager.query(
        `UPDATE import SET accepted_lines = accepted_lines + $2, rejected_lines = rejected_lines + $3, usage_points_changed = usage_points_changed + $4
          WHERE id = $1`,
        [importId, rows.reduce((sum, row) => sum + linesOf(row), 0) - rejects.length, rejects.length, events.length],
      );
      await this.outbox.append(manager, [...events, ...records.events]);
    });
    return line;
  }

  /** Ends the import: `stored`, because these tables are its store, or `refused` when not one row could be taken. */
  async complete(importId: string, notes: readonly string[]): Promise<void> {
    await this.dataSource.query(
      `UPDATE import SET finished_at = clock_timestamp(), notes = $2::jsonb,
              state = CASE WHEN accepted_lines > 0 THEN 'stored' ELSE 'refused' END,
              refusal_code = CASE WHEN accepted_lines > 0 THEN NULL WHEN rejected_lines > 0 THEN 'all-lines-refused' ELSE 'no-lines' END,
              refusal_detail = CASE WHEN accepted_lines > 0 THEN NULL
                WHEN rejected_lines > 0 THEN 'All ' || rejected_lines || ' rows were refused; each has its reason in the rejects of the import.'
                ELSE 'The extract holds a header and no row.' END
        WHERE id = $1 AND state = 'parsing'`,
      [importId, JSON.stringify(notes)],
    );
  }
}

function applyRow(known: KnownCustomers, row: CisRow, touched: Set<string>): CisReject | undefined {
  const outcome = applyCisRow(known, row);
  if (typeof outcome !== 'string') return cisReject(row.line, outcome.code, outcome.column, outcome.value, row.raw);
  touched.add(outcome);
  return undefined;
}
