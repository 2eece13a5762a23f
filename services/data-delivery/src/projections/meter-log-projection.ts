import type { EntityManager } from 'typeorm';
import type {
  BillingSummaryChanged,
  ImportCompleted,
  LogEntry,
  MeterIngestionEvent,
  PackedBlocksImported,
  PowerQualitySummaryChanged,
  ReadingBlocksImported,
  TariffCalendarChanged,
  UsagePointChanged,
  UsagePointRatesChanged,
} from '@greenledger/contracts';
import type { Outbox } from '@greenledger/messaging';
import { projectBillingSummary } from '../summaries/project-billing-summary.js';
import { projectPowerQuality } from '../summaries/project-power-quality.js';
import { projectRates, projectTariffCalendar } from '../tariffs/project-tariffs.js';
import { announceImport } from './announce-import.js';
import { arrivedBlocks, type ArrivedBlock } from './arrived-blocks.js';
import { KnownChannels } from './known-channels.js';
import { projectBlocks, type ArrivedBatch } from './project-blocks.js';
import { projectUsagePoints } from './project-usage-points.js';

type Entry = LogEntry<MeterIngestionEvent>;

/** Applies entries of the meter-ingestion log in order, inside the consumer's transaction. One transaction at a time. */
export class MeterLogProjection {
  readonly #known = new KnownChannels();
  /** Blocks of entries that wait to be applied. */
  readonly #prepared = new WeakMap<Entry, readonly ArrivedBlock[]>();

  constructor(private readonly outbox: Pick<Outbox, 'append'>) {}

  /** Takes a batch apart ahead of its transaction, while an earlier one is with the database. */
  prepare(entry: Entry): void {
    if (isBatch(entry)) this.#prepared.set(entry, arrivedBlocks(entry));
  }

  /** @throws Error on an event type it does not know: a projection stops loudly rather than skip. */
  async apply(entries: readonly Entry[], manager: EntityManager): Promise<void> {
    try {
      const [tables] = await manager.query<{ oid: string }[]>(`SELECT 'channel'::regclass::oid AS oid`);
      this.#known.begin(entries[0]!.logIndex, String(tables!.oid));
      for (const run of runsOf(entries)) await this.#applyRun(run, manager);
      this.#known.end(entries.at(-1)!.logIndex);
    } catch (error) {
      this.#known.forget();
      throw error;
    }
  }

  /** @param entries of one kind */
  async #applyRun(entries: readonly Entry[], manager: EntityManager): Promise<void> {
    switch (kindOf(entries[0]!)) {
      case 'UsagePointChanged':
        return projectUsagePoints(entries as readonly LogEntry<UsagePointChanged>[], manager);
      case 'PackedBlocksImported':
        return projectBlocks(
          entries.filter(isBatch).map((entry): ArrivedBatch => ({ entry, blocks: this.#prepared.get(entry) ?? arrivedBlocks(entry) })),
          this.#known,
          manager,
        );
      case 'BillingSummaryChanged':
        for (const entry of entries) await projectBillingSummary(entry as LogEntry<BillingSummaryChanged>, manager);
        return;
      case 'PowerQualitySummaryChanged':
        for (const entry of entries) await projectPowerQuality(entry as LogEntry<PowerQualitySummaryChanged>, manager);
        return;
      case 'TariffCalendarChanged':
        for (const entry of entries) await projectTariffCalendar(entry as LogEntry<TariffCalendarChanged>, manager);
        return;
      case 'UsagePointRatesChanged':
        for (const entry of entries) await projectRates(entry as LogEntry<UsagePointRatesChanged>, manager);
        return;
      case 'ImportCompleted':
        for (const entry of entries) await announceImport(entry as LogEntry<ImportCompleted>, this.outbox, manager);
        return;
      default:
        throw new Error(`data-delivery cannot apply the event ${String((entries[0] as LogEntry).type)} of the meter-ingestion log`);
    }
  }
}

type BatchEntry = LogEntry<ReadingBlocksImported> | LogEntry<PackedBlocksImported>;
const isBatch = (entry: Entry): entry is BatchEntry => kindOf(entry) === 'PackedBlocksImported';

/** Both forms of a batch of blocks are one kind. */
const kindOf = ({ type }: Entry): Entry['type'] => (type === 'ReadingBlocksImported' ? 'PackedBlocksImported' : type);

/** Entries of one kind that follow each other, in order. */
function runsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const runs: Entry[][] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last && kindOf(last[0]!) === kindOf(entry)) last.push(entry);
    else runs.push([entry]);
  }
  return runs;
}
