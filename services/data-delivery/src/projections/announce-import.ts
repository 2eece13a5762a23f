import type { EntityManager } from 'typeorm';
import type { DataArrived, ImportCompleted, LogEntry } from '@greenledger/contracts';
import { nameUuid } from '@greenledger/espi';
import type { Outbox } from '@greenledger/messaging';
import { takeImportEffects, type ImportEffect } from './import-effects.js';

/** Usage points in one DataArrived: keeps the entry well below the largest message. */
const PART_SIZE = 2_000;

/** The parts in which an import is told. One that changed nothing is told too: who waits for it must hear its end. */
export function arrivedParts(importId: string, effects: readonly (ImportEffect & { usagePointId: string })[]): DataArrived['data'][] {
  const parts: DataArrived['data'][] = [];
  const count = Math.max(1, Math.ceil(effects.length / PART_SIZE));
  for (let part = 0; part < count; part++) {
    const slice = effects.slice(part * PART_SIZE, (part + 1) * PART_SIZE);
    const readings = { added: 0, corrected: 0, duplicate: 0, superseded: 0 };
    for (const effect of slice) {
      readings.added += effect.added;
      readings.corrected += effect.corrected;
      readings.duplicate += effect.duplicate;
      readings.superseded += effect.superseded;
    }
    const usagePoints = slice.flatMap(({ usagePointId, start, end }) =>
      start === null || end === null ? [] : [{ usagePointId, start, end }],
    );
    parts.push({ importId, part, last: part === count - 1, usagePoints, readings });
  }
  return parts;
}

/** Appends DataArrived to the outbox in the transaction that projects the end of the import. */
export async function announceImport(entry: LogEntry<ImportCompleted>, outbox: Outbox, manager: EntityManager): Promise<void> {
  const { importId } = entry.data;
  const parts = arrivedParts(importId, await takeImportEffects(importId, manager));
  const events = parts.map((data) => ({
    id: nameUuid(`DataArrived/${importId}/${data.part}`),
    type: 'DataArrived' as const,
    data,
    occurredAt: entry.recordedAt,
  }));
  await outbox.append(manager, events);
}
