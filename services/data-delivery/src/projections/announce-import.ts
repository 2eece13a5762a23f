import type { EntityManager } from 'typeorm';
import type { DataArrived, ImportCompleted, LogEntry } from '@greenledger/contracts';
import { nameUuid } from '@greenledger/espi';
import type { Outbox } from '@greenledger/messaging';
import { takeImportEffects, type ImportEffect } from './import-effects.js';

/** Usage points in one DataArrived: keeps the entry well below the largest message. */
const PART_SIZE = 2_000;

/** One part of what an import did. */
export function arrivedPart(
  importId: string,
  part: number,
  effects: readonly (ImportEffect & { usagePointId: string })[],
  last: boolean,
): DataArrived['data'] {
  const readings = { added: 0, corrected: 0, duplicate: 0, superseded: 0 };
  for (const effect of effects) {
    readings.added += effect.added;
    readings.corrected += effect.corrected;
    readings.duplicate += effect.duplicate;
    readings.superseded += effect.superseded;
  }
  const usagePoints = effects.flatMap(({ usagePointId, start, end }) =>
    start === null || end === null ? [] : [{ usagePointId, start, end }],
  );
  return { importId, part, last, usagePoints, readings };
}

/**
 * Appends DataArrived to the outbox in the transaction that projects the end of the import, in parts. An import that changed
 * nothing is told too: who waits for it must hear its end.
 */
export async function announceImport(
  entry: LogEntry<ImportCompleted>,
  outbox: Pick<Outbox, 'append'>,
  manager: EntityManager,
): Promise<void> {
  const { importId } = entry.data;
  let part = 0;
  for await (const { page, last } of takeImportEffects(importId, PART_SIZE, manager)) {
    const event = {
      id: nameUuid(`DataArrived/${importId}/${part}`),
      type: 'DataArrived' as const,
      data: arrivedPart(importId, part, page, last),
      occurredAt: entry.recordedAt,
    };
    await outbox.append(manager, [event]);
    part++;
  }
}
