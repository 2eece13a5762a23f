import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type ImportKind, ProblemError, readingTypeKeyText, type RefusedLine } from '@greenledger/contracts';
import type { MeterFormat } from '@greenledger/meter-formats';
import { DataSource, type EntityManager } from 'typeorm';
import type { Packing } from '../door/unpack.js';
import type { PositionedReject } from './meter-file-run.js';
import { IMPORT_COLUMNS, importRecord, type ImportRecord, type ImportRow } from './import-record.js';

export interface ReceivedFile {
  readonly kind: ImportKind;
  readonly sha256: string;
  readonly deliveredSha256: string;
  readonly packing: Packing;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly contentBytes: number;
  readonly format?: MeterFormat;
  /** The profile that the sender named. */
  readonly profile?: { readonly name: string; readonly version: number };
  readonly profileRevision?: number;
  readonly source?: string;
}

/** The ledger: which files came, and what became of every line. */
@Injectable()
export class ImportLedger {
  constructor(private readonly dataSource: DataSource) {}

  /** Enters a file. The same content again gives the import that is there; one that failed for a fault of ours, or of which nothing was understood, is tried again. */
  async enter(file: ReceivedFile): Promise<{ readonly record: ImportRecord; readonly isNew: boolean }> {
    const inserted: { id: string }[] = await this.dataSource.query(
      `INSERT INTO import (id, kind, sha256, file_name, size_bytes, delivered_sha256, packing, content_bytes, format, profile_name, profile_version, profile_revision, source)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (kind, sha256) WHERE replay_of IS NULL DO NOTHING RETURNING id`,
      [
        randomUUID(),
        file.kind,
        file.sha256,
        file.fileName,
        file.sizeBytes,
        file.deliveredSha256,
        file.packing,
        file.contentBytes,
        file.format ?? null,
        file.profile?.name ?? null,
        file.profile?.version ?? null,
        file.profileRevision ?? 0,
        file.source ?? null,
      ],
    );
    if (inserted.length === 0) {
      await this.dataSource.query(
        `UPDATE import SET state = 'received', attempts = 0, acknowledged_at = NULL, acknowledge_attempts = 0, acknowledge_next = NULL, refusal_code = NULL, refusal_detail = NULL, finished_at = NULL,
                format = CASE WHEN resume_line = 0 THEN $3 ELSE format END,
                profile_name = CASE WHEN resume_line = 0 THEN $4 ELSE profile_name END,
                profile_version = CASE WHEN resume_line = 0 THEN $5 ELSE profile_version END,
                profile_revision = CASE WHEN resume_line = 0 THEN $6 ELSE profile_revision END
          WHERE kind = $1 AND sha256 = $2 AND replay_of IS NULL AND (state = 'failed' OR (state = 'refused' AND refusal_code = 'unrecognized-file'))`,
        [file.kind, file.sha256, file.format ?? null, file.profile?.name ?? null, file.profile?.version ?? null, file.profileRevision ?? 0],
      );
    }
    const rows: ImportRow[] = await this.dataSource.query(
      `SELECT ${IMPORT_COLUMNS} FROM import WHERE kind = $1 AND sha256 = $2 AND replay_of IS NULL`,
      [file.kind, file.sha256],
    );
    return { record: importRecord(rows[0]!), isNew: inserted.length > 0 };
  }

  /** @throws ProblemError `not-found`, also for a text that is no id. */
  async get(id: string): Promise<ImportRecord> {
    const record = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? await this.find(id) : undefined;
    if (!record) throw new ProblemError('not-found', 'There is no such import. GET /ingest/v1/imports lists them.');
    return record;
  }

  async find(id: string): Promise<ImportRecord | undefined> {
    const rows: ImportRow[] = await this.dataSource.query(`SELECT ${IMPORT_COLUMNS} FROM import WHERE id = $1`, [id]);
    return rows[0] && importRecord(rows[0]);
  }

  /**
   * Newest first; `next` is the `before` of the page behind it. An import that arrives meanwhile moves nothing.
   * @param before id of an import: those that came before it. @throws ProblemError `not-found` for an id that is none
   */
  async list(limit: number, before?: string): Promise<{ readonly imports: readonly ImportRecord[]; readonly next: string | null }> {
    const cursor = before === undefined ? undefined : (await this.get(before)).id;
    const rows: ImportRow[] = await this.dataSource.query(
      `SELECT ${IMPORT_COLUMNS} FROM import
        WHERE $2::uuid IS NULL OR sequence < (SELECT sequence FROM import WHERE id = $2) ORDER BY sequence DESC LIMIT $1`,
      [limit + 1, cursor ?? null],
    );
    const imports = rows.slice(0, limit).map(importRecord);
    return { imports, next: rows.length > limit ? imports.at(-1)!.id : null };
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
      `UPDATE import SET attempts = attempts + 1, state = 'parsing', crosswalk_revision =
         CASE WHEN state = 'received' AND replay_of IS NULL THEN (SELECT revision FROM crosswalk_state) ELSE crosswalk_revision END
        WHERE id = $1 AND state IN ('received', 'parsing')`,
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

  async addRejects(manager: EntityManager, id: string, rejects: readonly PositionedReject[]): Promise<void> {
    if (rejects.length === 0) return;
    const column = (pick: (reject: PositionedReject) => string | number | undefined): unknown[] => rejects.map(pick);
    // PostgreSQL text holds no NUL.
    const text = (value: string): string => value.replaceAll('\0', '\ufffd');
    await manager.query(
      `INSERT INTO import_reject (import_id, position, line, field, value, code, text, raw, meter_number, channel, starts, ends)
       SELECT $1, * FROM unnest($2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                                 $9::text[], $10::text[], $11::bigint[], $12::bigint[]) ON CONFLICT DO NOTHING`,
      [
        id,
        column(({ position }) => position),
        column(({ line }) => line),
        column(({ field }) => text(field)),
        column(({ value }) => text(value)),
        column(({ code }) => code),
        column(({ text: reason }) => text(reason)),
        column(({ raw }) => text(raw)),
        column(({ readings }) => readings && text(readings.meterNumber)),
        column(({ readings }) => readings && readingTypeKeyText(readings.channel)),
        column(({ readings }) => readings?.from),
        column(({ readings }) => readings?.to),
      ],
    );
  }

  /** Rejects behind a position, in the order of the file. */
  async rejects(id: string, after: number, limit: number, onlyOpen = false): Promise<readonly RefusedLine[]> {
    const rows: (Omit<RefusedLine, 'position'> & { position: string })[] = await this.dataSource.query(
      `SELECT position, line, field, value, code, text, raw, resolved_by AS "resolvedBy"
         FROM import_reject WHERE import_id = $1 AND position > $2 AND (NOT $4 OR resolved_by IS NULL) ORDER BY position LIMIT $3`,
      [id, after, limit, onlyOpen],
    );
    return rows.map((row) => ({ ...row, position: Number(row.position) }));
  }

  async #end(manager: EntityManager, id: string, state: string, code: string, detail: string): Promise<void> {
    await manager.query(
      `UPDATE import SET state = $2, refusal_code = $3, refusal_detail = $4, finished_at = clock_timestamp() WHERE id = $1 AND state IN ('received', 'parsing')`,
      [id, state, code, detail],
    );
  }
}
