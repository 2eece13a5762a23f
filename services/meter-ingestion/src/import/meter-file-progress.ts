import { Injectable } from '@nestjs/common';
import type { ImportCompleted, ReadingBlocksImported } from '@greenledger/contracts';
import { Outbox, type OutboxEvent } from '@greenledger/messaging';
import type { LineReject } from '@greenledger/meter-formats';
import { DataSource } from 'typeorm';
import type { Batch } from './block-collector.js';
import { importEventId } from './event-id.js';
import { ImportLedger } from './import-ledger.js';

/** What one transaction makes of a meter file: batches, rejects, and the line they reach to. */
export interface Step {
  readonly importId: string;
  /** Number of batches that were committed before. */
  readonly firstBatch: number;
  readonly batches: readonly Batch[];
  readonly readings: number;
  readonly rejects: readonly LineReject[];
  readonly acceptedLines: number;
  readonly line: number;
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
    const { importId, firstBatch, batches, readings, rejects, acceptedLines, line } = step;
    const occurredAt = new Date();
    const events = batches.map(({ fileTime, blocks }, i): OutboxEvent & ReadingBlocksImported => {
      const batch = firstBatch + i;
      return {
        id: importEventId(importId, `batch:${batch}`),
        type: 'ReadingBlocksImported',
        data: { importId, batch, fileTime, blocks },
        occurredAt,
      };
    });
    await this.dataSource.transaction(async (manager) => {
      const [, moved]: [unknown, number] = await manager.query(
        `UPDATE import SET batches = batches + $3, readings = readings + $4, accepted_lines = accepted_lines + $5,
                rejected_lines = rejected_lines + $6, resume_line = $7, attempts = 0
          WHERE id = $1 AND batches = $2 AND resume_line < $7 AND state = 'parsing'`,
        [importId, firstBatch, batches.length, readings, acceptedLines, rejects.length, line],
      );
      if (moved !== 1) throw new ImportMovedError(`the import ${importId} has been moved by another process`);
      await this.ledger.addRejects(manager, importId, rejects);
      await this.outbox.append(manager, events);
    });
  }

  /** Ends the import: `published` with its last event, or `refused` when not one line of it could be taken. */
  async complete(importId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const rows: { batches: number; readings: string; rejected_lines: number }[] = await manager.query(
        `SELECT batches, readings, rejected_lines FROM import WHERE id = $1 AND state = 'parsing' FOR UPDATE`,
        [importId],
      );
      const [found] = rows;
      if (!found) throw new ImportMovedError(`the import ${importId} has been ended by another process`);
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
