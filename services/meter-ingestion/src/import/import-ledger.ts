import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LineReject } from '@greenledger/meter-formats';
import { DataSource, type EntityManager } from 'typeorm';
import type { Packing } from '../door/unpack.js';
import { IMPORT_COLUMNS, type ImportKind, importRecord, type ImportRecord, type ImportRow } from './import-record.js';

export interface ReceivedFile {
  readonly kind: ImportKind;
  readonly sha256: string;
  readonly deliveredSha256: string;
  readonly packing: Packing;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly contentBytes: number;
}

/** The ledger: which files came, and what became of every line. */
@Injectable()
export class ImportLedger {
  constructor(private readonly dataSource: DataSource) {}

  /** Enters a file. The same content again gives the import that is there; one that failed for a fault of ours is tried again. */
  async enter(file: ReceivedFile): Promise<{ readonly record: ImportRecord; readonly isNew: boolean }> {
    const inserted: { id: string }[] = await this.dataSource.query(
      `INSERT INTO import (id, kind, sha256, file_name, size_bytes, delivered_sha256, packing, content_bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (kind, sha256) DO NOTHING RETURNING id`,
      [randomUUID(), file.kind, file.sha256, file.fileName, file.sizeBytes, file.deliveredSha256, file.packing, file.contentBytes],
    );
    if (inserted.length === 0) {
      await this.dataSource.query(
        `UPDATE import SET state = 'received', attempts = 0, refusal_code = NULL, refusal_detail = NULL, finished_at = NULL
          WHERE kind = $1 AND sha256 = $2 AND state = 'failed'`,
        [file.kind, file.sha256],
      );
    }
    const rows: ImportRow[] = await this.dataSource.query(`SELECT ${IMPORT_COLUMNS} FROM import WHERE kind = $1 AND sha256 = $2`, [
      file.kind,
      file.sha256,
    ]);
    return { record: importRecord(rows[0]!), isNew: inserted.length > 0 };
  }

  async find(id: string): Promise<ImportRecord | undefined> {
    const rows: ImportRow[] = await this.dataSource.query(`SELECT ${IMPORT_COLUMNS} FROM import WHERE id = $1`, [id]);
    return rows[0] && importRecord(rows[0]);
  }

  /** Newest first. */
  async list(limit: number): Promise<readonly ImportRecord[]> {
    const rows: ImportRow[] = await this.dataSource.query(`SELECT ${IMPORT_COLUMNS} FROM import ORDER BY sequence DESC LIMIT $1`, [limit]);
    return rows.map(importRecord);
  }

  /** The oldest import with work left, in the order of arrival: an extract before the readings that need it. */
  async nextOpen(): Promise<ImportRecord | undefined> {
    const rows: ImportRow[] = await this.dataSource.query(
      `SELECT ${IMPORT_COLUMNS} FROM import WHERE state IN ('received', 'parsing') ORDER BY sequence LIMIT 1`,
    );
    return rows[0] && importRecord(rows[0]);
  }

  /** @returns the import as it stands now, state `parsing`. */
  async begin(id: string): Promise<ImportRecord> {
    await this.dataSource.query(
      `UPDATE import SET state = 'parsing', attempts = attempts + 1 WHERE id = $1 AND state IN ('received', 'parsing')`,
      [id],
    );
    return (await this.find(id))!;
  }

  /** Ends an import of which nothing could be taken. */
  async refuse(id: string, code: string, detail: string, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await this.#end(manager, id, 'refused', code, detail);
  }

  /** Ends an import that a fault of our own keeps from going on. The same file again tries it anew. */
  async fail(id: string, detail: string): Promise<void> {
    await this.#end(this.dataSource.manager, id, 'failed', 'internal', detail);
  }

  async addRejects(manager: EntityManager, id: string, rejects: readonly LineReject[]): Promise<void> {
    if (rejects.length === 0) return;
    const column = (pick: (reject: LineReject) => string | number): unknown[] => rejects.map(pick);
    // PostgreSQL text holds no NUL.
    const text = (value: string): string => value.replaceAll('\0', '\ufffd');
    await manager.query(
      `INSERT INTO import_reject (import_id, line, field, value, code, text, raw)
       SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) ON CONFLICT DO NOTHING`,
      [
        id,
        column(({ line }) => line),
        column(({ field }) => text(field)),
        column(({ value }) => text(value)),
        column(({ code }) => code),
        column(({ text: reason }) => text(reason)),
        column(({ raw }) => text(raw)),
      ],
    );
  }

  /** Rejects behind a line, in order of lines. */
  async rejects(id: string, afterLine: number, limit: number): Promise<readonly Omit<LineReject, 'kind'>[]> {
    return this.dataSource.query(
      `SELECT line, field, value, code, text, raw FROM import_reject WHERE import_id = $1 AND line > $2 ORDER BY line LIMIT $3`,
      [id, afterLine, limit],
    );
  }

  async #end(manager: EntityManager, id: string, state: string, code: string, detail: string): Promise<void> {
    await manager.query(
      `UPDATE import SET state = $2, refusal_code = $3, refusal_detail = $4, finished_at = clock_timestamp() WHERE id = $1 AND state IN ('received', 'parsing')`,
      [id, state, code, detail],
    );
  }
}
