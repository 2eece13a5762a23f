import { Injectable } from '@nestjs/common';
import { type ImportCompleted, packBatch, type PackedBlocksImported } from '@greenledger/contracts';
import { Outbox, type OutboxEvent } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { resolveRejects } from '../quarantine/open-rejects.js';
import { storeStreams } from './channel-streams.js';
import { importEventId } from './event-id.js';
import { ImportLedger } from './import-ledger.js';
import { addNotes } from './import-notes.js';
import type { JudgedLines } from './meter-file-run.js';

/** What one transaction makes of a meter file: batches, rejects, notes, and the position they reach to. */
export interface Step extends JudgedLines {
  readonly importId: string;
  /** The import whose refused lines are judged anew. */
  readonly replayOf: string | null;
  /** Number of batches that were committed before. */
  readonly firstBatch: number;
  /** How far the content has been read. */
  readonly readBytes: number;
}

/** Thrown when another process has moved the same import meanwhile: this one stops, and nothing is written twice. */
export class ImportMovedError extends Error {
  override readonly name = 'ImportMovedError';
}

/** Commits the steps of a meter file: events, rejects and ledger together, or nothing. */
@Injectable()
export class MeterFileProgress {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly ledger: ImportLedger,
  ) {}

  async commit(step: Step): Promise<void> {
    const { importId, firstBatch, batches, readings, rejects, notes, accepted, position, readBytes } = step;
    const occurredAt = new Date();
    const events = batches.map(({ fileTime, blocks }, i): OutboxEvent & PackedBlocksImported => {
      const batch = firstBatch + i;
      return {
        id: importEventId(importId, `batch:${batch}`),
        type: 'PackedBlocksImported',
        data: { importId, batch, fileTime, packed: Buffer.from(packBatch(blocks)).toString('base64') },
        occurredAt,
      };
    });
    await this.dataSource.transaction(async (manager) => {
      const [, moved]: [unknown, number] = await manager.query(
        `UPDATE import SET batches = batches + $3, readings = readings + $4, accepted_lines = accepted_lines + $5,
                rejected_lines = rejected_lines + $6, noted_lines = noted_lines + $8, read_bytes = $9, resume_line = $7, attempts = 0
          WHERE id = $1 AND batches = $2 AND resume_line < $7 AND state = 'parsing'`,
        [importId, firstBatch, batches.length, readings, accepted.length, rejects.length, position, notes.length, readBytes],
      );
      if (moved !== 1) throw new ImportMovedError(`the import ${importId} has been moved by another process`);
      await manager.query('INSERT INTO import_step (import_id, position, batches) VALUES ($1, $2, $3)', [
        importId,
        position,
        batches.length,
      ]);
      await this.ledger.addRejects(manager, importId, rejects);
      await addNotes(manager, importId, notes);
      await storeStreams(manager, step.streams);
      if (step.replayOf !== null) await resolveRejects(manager, step.replayOf, importId, accepted);
      await this.outbox.append(manager, events);
    });
  }

  /** Ends the import: `published` with its last event, `stored` when nothing was to be published, or `refused` when not one line could be taken. */
  async complete(importId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const rows: { batches: number; readings: string; rejected_lines: number; noted_lines: number }[] = await manager.query(
        `SELECT batches, readings, rejected_lines, noted_lines FROM import WHERE id = $1 AND state = 'parsing' FOR UPDATE`,
        [importId],
      );
      const [found] = rows;
      if (!found) throw new ImportMovedError(`the import ${importId} has been ended by another process`);
      await manager.query(`UPDATE import SET read_bytes = content_bytes WHERE id = $1`, [importId]);
      if (found.batches === 0 && found.rejected_lines === 0) {
        if (found.noted_lines === 0) return this.ledger.refuse(importId, 'no-lines', 'The file holds no line to read.', manager);
        await manager.query(`UPDATE import SET state = 'stored', finished_at = clock_timestamp() WHERE id = $1`, [importId]);
        return;
      }
      if (found.batches === 0) {
        const detail = `All ${found.rejected_lines} lines were refused; each has its reason in the rejects of the import.`;
        return this.ledger.refuse(importId, 'all-lines-refused', detail, manager);
      }
      await manager.query(`UPDATE import SET state = 'published', finished_at = clock_timestamp() WHERE id = $1`, [importId]);
      const data = { importId, batches: found.batches, readings: Number(found.readings) };
      const completed: OutboxEvent & ImportCompleted = {
        id: importEventId(importId, 'completed'),
        type: 'ImportCompleted',
        data,
        occurredAt: new Date(),
      };
      await this.outbox.append(manager, [completed]);
    });
  }
}
