import type { EntityManager } from 'typeorm';
import type { ArrivedBlock } from './arrived-blocks.js';
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
    const effect = this.#of(usagePointId);
    effect.added += result.counts.added;
    effect.corrected += result.counts.corrected;
    effect.duplicate += result.counts.duplicate;
    effect.superseded += result.counts.superseded;
    if (result.firstChange !== null && result.lastChange !== null) widen(effect, result.firstChange, result.lastChange, intervalLength);
  }

  /** A block that is new as a whole. */
  addNew({ usagePointId, count, start, lastStart, intervalLength }: ArrivedBlock): void {
    const effect = this.#of(usagePointId);
    effect.added += count;
    widen(effect, start, lastStart, intervalLength);
  }

  #of(usagePointId: string): ImportEffect {
    let effect = this.byUsagePoint.get(usagePointId);
    if (!effect) {
      effect = { added: 0, corrected: 0, duplicate: 0, superseded: 0, start: null, end: null };
      this.byUsagePoint.set(usagePointId, effect);
    }
    return effect;
  }
}

function widen(effect: ImportEffect, first: number, last: number, intervalLength: number): void {
  // A register read is a moment: the half-open span that holds it is one second long.
  const end = last + Math.max(intervalLength, 1);
  effect.start = Math.min(effect.start ?? first, first);
  effect.end = Math.max(effect.end ?? end, end);
}

/** Keeps the sums of a batch as one row: a row for each usage point would be written, updated and deleted for nothing. */
export async function storeImportEffects(
  importId: string,
  logIndex: number,
  { byUsagePoint }: ImportEffects,
  manager: EntityManager,
): Promise<void> {
  if (byUsagePoint.size === 0) return;
  const effects = [...byUsagePoint.values()];
  await manager.query(
    `INSERT INTO import_effect_batch
       (import_id, log_index, usage_point_ids, added, corrected, duplicate, superseded, changed_start, changed_end)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      importId,
      logIndex,
      [...byUsagePoint.keys()],
      effects.map(({ added }) => added),
      effects.map(({ corrected }) => corrected),
      effects.map(({ duplicate }) => duplicate),
      effects.map(({ superseded }) => superseded),
      effects.map(({ start }) => start),
      effects.map(({ end }) => end),
    ],
  );
}

/** The sums of an import by usage point, ascending, in pages: an import may touch every meter there is. Takes them out of the tables. */
export async function* takeImportEffects(
  importId: string,
  pageSize: number,
  manager: EntityManager,
): AsyncGenerator<{ readonly page: readonly (ImportEffect & { usagePointId: string })[]; readonly last: boolean }, void, undefined> {
  await manager.query(`DECLARE effects NO SCROLL CURSOR FOR ${SUMS.replaceAll('$1', literal(importId))}`);
  try {
    let page = await fetchPage(pageSize, manager);
    for (;;) {
      const next = page.length < pageSize ? [] : await fetchPage(pageSize, manager);
      yield { page, last: next.length === 0 };
      if (next.length === 0) break;
      page = next;
    }
  } finally {
    await manager.query('CLOSE effects');
  }
  // The table of earlier releases: an import may have been under way when this one came.
  await manager.query(`DELETE FROM import_effect WHERE import_id = $1`, [importId]);
  await manager.query(`DELETE FROM import_effect_batch WHERE import_id = $1`, [importId]);
}

async function fetchPage(pageSize: number, manager: EntityManager): Promise<(ImportEffect & { usagePointId: string })[]> {
  const rows: Record<string, string | null>[] = await manager.query(`FETCH ${pageSize} FROM effects`);
  const number = (value: string | null | undefined): number | null => (value == null ? null : Number(value));
  return rows.map((row) => ({
    usagePointId: row['usage_point_id']!,
    added: Number(row['added']),
    corrected: Number(row['corrected']),
    duplicate: Number(row['duplicate']),
    superseded: Number(row['superseded']),
    start: number(row['changed_start']),
    end: number(row['changed_end']),
  }));
}

/** A cursor takes no parameters. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const SUMS = `
  SELECT usage_point_id, sum(added) AS added, sum(corrected) AS corrected, sum(duplicate) AS duplicate, sum(superseded) AS superseded,
         min(changed_start) AS changed_start, max(changed_end) AS changed_end
    FROM (SELECT usage_point_id, added, corrected, duplicate, superseded, changed_start, changed_end FROM import_effect WHERE import_id = $1
          UNION ALL
          SELECT e.* FROM import_effect_batch b,
            unnest(usage_point_ids, added, corrected, duplicate, superseded, changed_start, changed_end) AS e
           WHERE import_id = $1) AS each (usage_point_id, added, corrected, duplicate, superseded, changed_start, changed_end)
   GROUP BY usage_point_id ORDER BY usage_point_id COLLATE "C"`;
