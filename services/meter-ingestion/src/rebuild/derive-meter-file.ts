import { type BatchedBlock, packBatch, readBatch, type ReadingBlocksImported, readingTypeKeyText } from '@greenledger/contracts';
import { readMeterFile } from '@greenledger/meter-formats';
import type { DataSource } from 'typeorm';
import type { Batch } from '../import/block-collector.js';
import { ChannelStreams, storeStreams } from '../import/channel-streams.js';
import { Crosswalk } from '../import/crosswalk.js';
import { importEventId } from '../import/event-id.js';
import type { ImportRecord } from '../import/import-record.js';
import type { MeterFileImport } from '../import/meter-file-import.js';
import { type JudgedLines, MeterFileRun } from '../import/meter-file-run.js';
import type { RawFileStore } from '../import/raw-file-store.js';
import type { LogComparison, LoggedEntry } from './log-comparison.js';
import type { StoredSteps } from './stored-steps.js';

export interface MeterFileSource {
  readonly scratch: DataSource;
  readonly store: RawFileStore;
  /** Knows the rules by which the file was read: the profiles as they were then. */
  readonly files: Pick<MeterFileImport, 'rulesFor'>;
}

/** Reads a meter file as it was read, against the crosswalk of the scratch tables, and compares its blocks with those of the log. */
export async function deriveMeterFile(
  record: ImportRecord,
  steps: StoredSteps,
  wanted: ReadonlySet<number> | undefined,
  { scratch, store, files }: MeterFileSource,
  comparison: LogComparison,
): Promise<void> {
  const { id, format, profile, profileRevision, receivedAt } = record;
  const rules = await files.rulesFor(format ?? 'cmep', profile, profileRevision, receivedAt);
  let [batches, readings] = [0, 0];
  const take = async (judged: JudgedLines): Promise<void> => {
    await storeStreams(scratch.manager, judged.streams);
    const count = steps.batchesAt(judged.position) ?? judged.batches.length;
    const ids = Array.from({ length: count }, (_, i) => importEventId(id, `batch:${batches + i}`));
    await compareStep(judged.batches, ids, comparison);
    batches += count;
    readings += judged.readings;
  };
  const run = new MeterFileRun(rules, new Crosswalk(scratch), new ChannelStreams(scratch), take, steps.isCut);
  for await (const line of readMeterFile(rules.format, store.read(record.sha256), rules.options)) {
    if (line.position > record.resumePosition) break;
    if (wanted?.has(line.position) !== false) await run.take(line);
  }
  await run.finish();
  const completed = importEventId(id, 'completed');
  const entry = (await comparison.logged([completed])).get(completed);
  if (!entry) return;
  if (entry.data['readings'] !== readings)
    comparison.fault(`The import ${id} told ${String(entry.data['readings'])} readings, and its file gives ${readings}.`);
  await comparison.derived(entry, { ...entry.data, readings });
}

type Blocks = ReadonlyMap<string, BatchedBlock>;

const keyOf = (fileTime: number, { usagePointId, readingType, day }: Pick<BatchedBlock, 'usagePointId' | 'readingType' | 'day'>): string =>
  `${fileTime} ${usagePointId} ${readingTypeKeyText(readingType)} ${day}`;

/** The blocks of one commit: which of them go together in one entry, the log says; what is in them, the file. */
async function compareStep(batches: readonly Batch[], ids: readonly string[], comparison: LogComparison): Promise<void> {
  const derived = new Map(batches.flatMap(({ fileTime, blocks }) => blocks.map((block) => [keyOf(fileTime, block), block])));
  const left = new Set(derived.keys());
  const logged = await comparison.logged(ids);
  for (const id of ids) {
    const entry = logged.get(id);
    if (!entry) comparison.fault(`The log does not hold the entry ${id}.`);
    else await compareEntry(entry, derived, left, comparison);
  }
  for (const key of left) comparison.usagePoint(derived.get(key)!.usagePointId, false);
}

async function compareEntry(entry: LoggedEntry, derived: Blocks, left: Set<string>, comparison: LogComparison): Promise<void> {
  const { fileTime, packed, blocks } = entry.data as {
    fileTime: number;
    packed?: string;
    blocks?: ReadingBlocksImported['data']['blocks'];
  };
  const written =
    packed === undefined ? blocks!.map(({ block, ...rest }) => ({ ...rest, bytes: Buffer.from(block, 'base64') })) : unpacked(packed);
  const taken = written.map((block) => {
    const key = keyOf(fileTime, block);
    const own = derived.get(key);
    left.delete(key);
    comparison.usagePoint(block.usagePointId, own !== undefined && Buffer.from(own.bytes).equals(block.bytes));
    return own;
  });
  const known = taken.filter((block) => block !== undefined);
  const data =
    packed === undefined
      ? { ...entry.data, blocks: known.map(({ bytes, ...block }) => ({ ...block, block: Buffer.from(bytes).toString('base64') })) }
      : { ...entry.data, packed: Buffer.from(packBatch(known)).toString('base64') };
  await comparison.derived(entry, data);
}

/** A damaged batch holds nothing. */
function unpacked(packed: string): BatchedBlock[] {
  try {
    return readBatch(Buffer.from(packed, 'base64'));
  } catch {
    return [];
  }
}
