import { ProblemError } from '@greenledger/contracts';
import { Outbox } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import type { CisDefaultValues } from '../customers/cis-default-values.js';
import { CisProgress } from '../customers/cis-progress.js';
import { CustomerChanges } from '../customers/customer-changes.js';
import { ImportLedger } from '../import/import-ledger.js';
import { IMPORT_COLUMNS, importRecord, type ImportRecord, type ImportRow } from '../import/import-record.js';
import { MeterFileImport } from '../import/meter-file-import.js';
import { MeterFileProgress } from '../import/meter-file-progress.js';
import { RawFileStore } from '../import/raw-file-store.js';
import { SourceProfileStore } from '../profiles/source-profiles.js';
import { OpenRejects } from '../quarantine/open-rejects.js';
import { deriveExtract } from './derive-extract.js';
import { deriveMeterFile } from './derive-meter-file.js';
import { KnownIdentities } from './known-identities.js';
import { type ComparisonReport, LogComparison } from './log-comparison.js';
import { createScratchTables, dropScratchTables, LIVE, SCRATCH } from './scratch-tables.js';
import { StoredSteps } from './stored-steps.js';

export interface RebuildLogOptions {
  /** Of the owner of the tables. */
  readonly adminUrl: string;
  readonly rawFileDirectory: string;
  readonly defaults: CisDefaultValues;
  /** Takes the entries of the log in order, with what the files give as their data; only called when all is the same. */
  readonly write?: (entries: readonly object[]) => Promise<void>;
  readonly note: (text: string) => void;
}

export interface RebuildLogReport extends ComparisonReport {
  readonly imports: number;
  readonly seconds: number;
}

const LOCK = 'meter-ingestion rebuild';

/**
 * Derives the log anew from the raw files and extracts, in the order in which they were taken, with the source profiles and the
 * crosswalk as they were then, and compares it with the log in use. Nothing that is in use is changed.
 * @throws ProblemError `conflict` while an import or another rebuild is under way
 */
export async function rebuildLog(options: RebuildLogOptions): Promise<RebuildLogReport> {
  const begin = performance.now();
  const scratch = new DataSource({
    type: 'postgres',
    url: options.adminUrl,
    installExtensions: false,
    extra: { options: `-c search_path=${SCRATCH}`, max: 3 },
  });
  await scratch.initialize();
  const lock = scratch.createQueryRunner();
  try {
    const [{ got }] = (await lock.query('SELECT pg_try_advisory_lock(hashtext($1)) AS got', [LOCK])) as [{ got: boolean }];
    if (!got) throw new ProblemError('conflict', 'Another rebuild of meter-ingestion is under way. Wait for its end.');
    await scratch.transaction(createScratchTables);
    const { head, imports } = await whatThereIs(scratch);
    const comparison = new LogComparison(scratch.manager);
    for (const [i, record] of imports.entries()) {
      await derive(record, imports, scratch, options, comparison);
      options.note(`${i + 1} of ${imports.length} imports`);
    }
    const report = await comparison.finish(head);
    if (comparison.isSame && options.write) await writeEntries(scratch, head, options.write);
    return { imports: imports.length, ...report, seconds: (performance.now() - begin) / 1_000 };
  } finally {
    await dropScratchTables(scratch.manager).catch(() => undefined);
    await lock.release();
    await scratch.destroy();
  }
}

/** The imports in the order in which they were done: one after the other, each to its end. */
async function whatThereIs(scratch: DataSource): Promise<{ head: number; imports: ImportRecord[] }> {
  return scratch.transaction('REPEATABLE READ', async (manager) => {
    const open: unknown[] = await manager.query(`SELECT FROM ${LIVE}.import WHERE state IN ('received', 'parsing') LIMIT 1`);
    if (open.length > 0) throw new ProblemError('conflict', 'An import is under way. Wait for its end, and try again.');
    const [{ last_index: head }] = (await manager.query(`SELECT last_index FROM ${LIVE}.outbox_head`)) as [{ last_index: string }];
    const rows: ImportRow[] = await manager.query(
      `SELECT ${IMPORT_COLUMNS} FROM ${LIVE}.import WHERE resume_line > 0 ORDER BY finished_at, sequence`,
    );
    return { head: Number(head), imports: rows.map(importRecord) };
  });
}

async function derive(
  record: ImportRecord,
  imports: readonly ImportRecord[],
  scratch: DataSource,
  { rawFileDirectory, defaults }: RebuildLogOptions,
  comparison: LogComparison,
): Promise<void> {
  const store = new RawFileStore(rawFileDirectory);
  const steps = await StoredSteps.of(record.id, scratch);
  const ledger = new ImportLedger(scratch);
  const outbox = new Outbox(scratch, 'meter-ingestion');
  try {
    if (record.kind === 'cis-extract') {
      const progress = new CisProgress(scratch, outbox, ledger, new CustomerChanges(scratch), defaults, new KnownIdentities());
      await deriveExtract(record, steps, { scratch, store, progress, defaults }, comparison);
    } else {
      const progress = new MeterFileProgress(scratch, outbox, ledger);
      const files = new MeterFileImport(scratch, store, new SourceProfileStore(scratch), new OpenRejects(scratch), progress);
      await deriveMeterFile(record, steps, await wantedLines(record, imports, scratch), { scratch, store, files }, comparison);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    comparison.fault(`The raw file ${record.sha256} of the import ${record.id} (${record.fileName}) is not there.`);
  }
}

/** The lines of a replay: those that no earlier replay had taken. */
async function wantedLines(
  { id, replayOf }: ImportRecord,
  imports: readonly ImportRecord[],
  scratch: DataSource,
): Promise<ReadonlySet<number> | undefined> {
  if (replayOf === null) return undefined;
  const done = imports
    .slice(
      0,
      imports.findIndex((each) => each.id === id),
    )
    .map((each) => each.id);
  const rows: { position: string }[] = await scratch.query(
    `SELECT position FROM ${LIVE}.import_reject WHERE import_id = $1 AND (resolved_by IS NULL OR resolved_by <> ALL($2::uuid[]))`,
    [replayOf, done],
  );
  return new Set(rows.map(({ position }) => Number(position)));
}

const PAGE = 200;
const rfc3339 = (column: string): string => `to_char(o.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The entries of the log, in its order and with its times, holding what the files gave. */
async function writeEntries(scratch: DataSource, head: number, write: NonNullable<RebuildLogOptions['write']>): Promise<void> {
  for (let after = -1; after < head;) {
    const rows: { logIndex: number; id: string; type: string; data: object; occurredAt: string; recordedAt: string }[] =
      await scratch.query(
        `SELECT o.log_index::float8 AS "logIndex", o.id, o.type, d.data,
              ${rfc3339('occurred_at')} AS "occurredAt", ${rfc3339('recorded_at')} AS "recordedAt"
         FROM derived_entry d JOIN ${LIVE}.outbox o USING (log_index) WHERE d.log_index > $1 AND d.log_index <= $2 ORDER BY d.log_index LIMIT $3`,
        [after, head, PAGE],
      );
    if (rows.length === 0) return;
    await write(rows.map((row) => ({ log: 'meter-ingestion', ...row })));
    after = rows.at(-1)!.logIndex;
  }
}
