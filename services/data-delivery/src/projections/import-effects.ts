import type { EntityManager } from 'typeorm';
import type { MergeCounts, MergeResult } from './merge-day.js';

/** What an import did to one usage point; `start` and `end` span the readings that changed. */
export interface ImportEffect extends MergeCounts {
  start: number | null;
  end: number | null;
}

/** Sums the merges of a batch by usage point. */
export class ImportEffects {
  readonly byUsagePoint = new Map<string, ImportEffect>();

  add(usagePointId: string, result: MergeResult, intervalLength: number): void {
    let effect = this.byUsagePoint.get(usagePointId);
    if (!effect)
      this.byUsagePoint.set(usagePointId, (effect = { added: 0, corrected: 0, duplicate: 0, superseded: 0, start: null, end: null }));
    effect.added += result.counts.added;
    effect.corrected += result.counts.corrected;
    effect.duplicate += result.counts.duplicate;
    effect.superseded += result.counts.superseded;
    if (result.firstChange === null || result.lastChange === null) return;
    // A register read is a moment: the half-open span that holds it is one second long.
    const end = result.lastChange + Math.max(intervalLength, 1);
    effect.start = Math.min(effect.start ?? result.firstChange, result.firstChange);
    effect.end = Math.max(effect.end ?? end, end);
  }
}

export async function storeImportEffects(importId: string, effects: ImportEffects, manager: EntityManager): Promise<void> {
  const rows = [...effects.byUsagePoint].map(([usage_point_id, effect]) => ({ usage_point_id, ...effect }));
  if (rows.length === 0) return;
  await manager.query(
    `INSERT INTO import_effect AS e (import_id, usage_point_id, added, corrected, duplicate, superseded, changed_start, changed_end)
     SELECT $1, usage_point_id, added, corrected, duplicate, superseded, "start", "end"
       FROM jsonb_to_recordset($2::jsonb) AS r (usage_point_id text, added bigint, corrected bigint, duplicate bigint,
         superseded bigint, "start" bigint, "end" bigint)
     ON CONFLICT (import_id, usage_point_id) DO UPDATE SET
       added = e.added + excluded.added, corrected = e.corrected + excluded.corrected,
       duplicate = e.duplicate + excluded.duplicate, superseded = e.superseded + excluded.superseded,
       changed_start = least(e.changed_start, excluded.changed_start), changed_end = greatest(e.changed_end, excluded.changed_end)`,
    [importId, JSON.stringify(rows)],
  );
}

/** Takes the sums of a completed import out of the table, ordered by usage point. */
export async function takeImportEffects(importId: string, manager: EntityManager): Promise<(ImportEffect & { usagePointId: string })[]> {
  const [rows]: [Record<string, string | null>[], number] = await manager.query(
    `DELETE FROM import_effect WHERE import_id = $1 RETURNING *`,
    [importId],
  );
  const number = (value: string | null | undefined): number | null => (value == null ? null : Number(value));
  return rows
    .map((row) => ({
      usagePointId: row['usage_point_id']!,
      added: Number(row['added']),
      corrected: Number(row['corrected']),
      duplicate: Number(row['duplicate']),
      superseded: Number(row['superseded']),
      start: number(row['changed_start']),
      end: number(row['changed_end']),
    }))
    .sort((a, b) => (a.usagePointId < b.usagePointId ? -1 : 1));
}
