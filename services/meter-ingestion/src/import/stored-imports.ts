import { Injectable } from '@nestjs/common';
import type { DataArrived, LogEntry } from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';

/** Follows the log of data-delivery: enters into the ledger what it stored of each import. */
@Injectable()
export class StoredImports {
  /** Runs in the transaction that moves the checkpoint, so each part counts once. Other events are not about imports. */
  async apply(entries: readonly LogEntry[], manager: EntityManager): Promise<void> {
    for (const entry of entries) {
      if (entry.type !== 'DataArrived') continue;
      const { importId, last, readings } = entry.data as DataArrived['data'];
      await manager.query(
        `UPDATE import SET stored_added = stored_added + $2, stored_corrected = stored_corrected + $3, stored_duplicate = stored_duplicate + $4,
                stored_superseded = stored_superseded + $5, state = CASE WHEN $6 AND state = 'published' THEN 'stored' ELSE state END
          WHERE id = $1`,
        [importId, readings.added, readings.corrected, readings.duplicate, readings.superseded, last],
      );
    }
  }
}
