import { isDeepStrictEqual } from 'node:util';
import { readCisFile } from '@greenledger/meter-formats';
import type { DataSource } from 'typeorm';
import type { CisDefaultValues } from '../customers/cis-default-values.js';
import { CIS_STEP } from '../customers/cis-import.js';
import type { CisEntry, CisProgress } from '../customers/cis-progress.js';
import type { ImportRecord } from '../import/import-record.js';
import type { RawFileStore } from '../import/raw-file-store.js';
import type { LogComparison } from './log-comparison.js';
import type { StoredSteps } from './stored-steps.js';

export interface ExtractSource {
  readonly scratch: DataSource;
  readonly store: RawFileStore;
  readonly progress: CisProgress;
  readonly defaults: CisDefaultValues;
}

/** Takes an extract into the scratch tables, as it was taken, and compares its events with those of the log. */
export async function deriveExtract(
  record: ImportRecord,
  steps: StoredSteps,
  source: ExtractSource,
  comparison: LogComparison,
): Promise<void> {
  const { scratch, store, progress, defaults } = source;
  await scratch.query(
    `INSERT INTO import (id, kind, sha256, file_name, size_bytes, delivered_sha256, content_bytes, state) VALUES ($1, $2, $3, '', 0, $3, 0, 'parsing')`,
    [record.id, record.kind, record.sha256],
  );
  const [{ head }] = (await scratch.query('SELECT last_index AS head FROM outbox_head')) as [{ head: string }];
  let reached = 0;
  let rows: CisEntry[] = [];
  for await (const line of readCisFile(record.format === 'espi' ? 'espi' : 'csv', store.read(record.sha256), defaults)) {
    if (line.kind === 'header' || line.kind === 'remark') continue;
    if (line.position > record.resumePosition) break;
    rows.push(line);
    if (!steps.isCut(line.position, rows.length >= CIS_STEP)) continue;
    reached = await progress.commit(record.id, reached, rows, 0);
    rows = [];
  }
  if (rows.length > 0) await progress.commit(record.id, reached, rows, 0);
  await compareEvents(Number(head), source.scratch, comparison);
}

const PAGE = 500;

async function compareEvents(after: number, scratch: DataSource, comparison: LogComparison): Promise<void> {
  for (let from = after; ;) {
    const rows: { log_index: string; id: string; type: string; data: Record<string, unknown> }[] = await scratch.query(
      'SELECT log_index, id, type, data FROM outbox WHERE log_index > $1 ORDER BY log_index LIMIT $2',
      [from, PAGE],
    );
    if (rows.length === 0) return;
    from = Number(rows.at(-1)!.log_index);
    const logged = await comparison.logged(rows.map(({ id }) => id));
    for (const { id, type, data } of rows) {
      const entry = logged.get(id);
      comparison.usagePoint(String(data['usagePointId']), entry?.type === type && isDeepStrictEqual(entry.data, data));
      if (entry) await comparison.derived(entry, data);
    }
  }
}
