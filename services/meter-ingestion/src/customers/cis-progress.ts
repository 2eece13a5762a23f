import { Injectable } from '@nestjs/common';
import { type CisRecord, type CisReject, type CisRow, rejectEntry } from '@greenledger/meter-formats';
import { Outbox } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { ImportLedger } from '../import/import-ledger.js';
import { ImportMovedError } from '../import/meter-file-progress.js';
import { applyCisRow } from './apply-cis-row.js';
import { CisDefaultValues } from './cis-default-values.js';
import { CustomerIdentities } from './customer-identities.js';
import { CustomerChanges } from './customer-changes.js';
import type { KnownCustomers } from './known-customers.js';
import { loadKnownCustomers } from './load-known-customers.js';
import { publishUsagePoints } from './publish-usage-points.js';
import { identifierChanges, readIdentifiers } from './service-identifiers.js';
import { storeKnownCustomers } from './store-known-customers.js';
import { takeRecords } from './take-records.js';
import type { PositionedCisReject } from './taken-records.js';

/** What a step of an extract consists of; `position` rises strictly, and resumes an interrupted import. */
export type CisEntry = (CisRow | CisRecord | CisReject) & { readonly position: number };

const linesOf = (entry: CisEntry): number => (entry.kind === 'bill' ? entry.rows.length : 1);

/** Commits the steps of a CIS extract: customer tables, events of changed usage points, rejects and ledger together, or nothing. */
@Injectable()
export class CisProgress {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly ledger: ImportLedger,
    private readonly changes: CustomerChanges,
    private readonly defaults: CisDefaultValues,
    private readonly identities: CustomerIdentities,
  ) {}

  /** @param readBytes how far the content has been read @returns the position reached. @throws ImportMovedError when another process was faster. */
  async commit(importId: string, resumePosition: number, rows: readonly CisEntry[], readBytes: number): Promise<number> {
    const { position } = rows.at(-1)!;
    await this.dataSource.transaction(async (manager) => {
      // One extract at a time: the checks for overlaps must see what the other writes.
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('meter-ingestion customers'))`);
      const [, moved]: [unknown, number] = await manager.query(
        `UPDATE import SET resume_line = $3, read_bytes = $4, attempts = 0 WHERE id = $1 AND resume_line = $2 AND state = 'parsing'`,
        [importId, resumePosition, position, readBytes],
      );
      if (moved !== 1) throw new ImportMovedError(`the import ${importId} has been moved by another process`);
      const services = rows.filter((row): row is CisRow & CisEntry => row.kind === 'row');
      const places = services.map((row) => row.servicePointNumber);
      const before = await readIdentifiers(manager, places);
      const touched = new Set<string>();
      const newId = await this.identities.of(manager, numbersOf(rows));
      const known = await loadKnownCustomers(manager, services, newId);
      const rejects = rows.flatMap((row) =>
        row.kind === 'reject' ? row : row.kind === 'row' ? (this.#applyRow(known, row, touched) ?? []) : [],
      );
      await storeKnownCustomers(manager, known);
      const records = await takeRecords(manager, importId, position, rows, newId);
      rejects.push(...records.rejects);
      await this.ledger.addRejects(manager, importId, rejects);
      if (touched.size > 0) await manager.query('UPDATE crosswalk_state SET revision = revision + 1');
      const events = await publishUsagePoints(manager, importId, position, touched);
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
      await manager.query('INSERT INTO import_step (import_id, position, batches) VALUES ($1, $2, 0)', [importId, position]);
      await this.outbox.append(manager, [...events, ...records.events]);
    });
    return position;
  }

  #applyRow(known: KnownCustomers, row: CisRow & CisEntry, touched: Set<string>): PositionedCisReject | undefined {
    const outcome = applyCisRow(known, row, this.defaults);
    if (typeof outcome !== 'string') {
      return { ...rejectEntry(row, outcome.code, outcome.column, outcome.value), position: row.position };
    }
    touched.add(outcome);
    return undefined;
  }

  /** Ends the import: `stored`, because these tables are its store, or `refused` when not one row could be taken. */
  async complete(importId: string, notes: readonly string[]): Promise<void> {
    await this.dataSource.query(
      `UPDATE import SET finished_at = clock_timestamp(), read_bytes = content_bytes, notes = $2::jsonb,
              state = CASE WHEN accepted_lines > 0 THEN 'stored' ELSE 'refused' END,
              refusal_code = CASE WHEN accepted_lines > 0 THEN NULL WHEN rejected_lines > 0 THEN 'all-lines-refused' ELSE 'no-lines' END,
              refusal_detail = CASE WHEN accepted_lines > 0 THEN NULL
                WHEN rejected_lines > 0 THEN 'All ' || rejected_lines || ' rows were refused; each has its reason in the rejects of the import.'
                ELSE 'The extract holds nothing about customers and services.' END
        WHERE id = $1 AND state = 'parsing'`,
      [importId, JSON.stringify(notes)],
    );
  }
}

const numbersOf = (entries: readonly CisEntry[]): Parameters<CustomerIdentities['of']>[1] => ({
  customer: entries.flatMap((entry) => (entry.kind === 'row' ? [entry.customerNumber] : [])),
  'service-point': entries.flatMap((entry) => (entry.kind === 'row' ? [entry.servicePointNumber] : [])),
  bill: entries.flatMap((entry) => (entry.kind === 'bill' ? [entry.billNumber] : [])),
});
