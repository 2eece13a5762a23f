import type { EntityManager } from 'typeorm';
import type {
  BillingSummaryChanged,
  ImportCompleted,
  LogEntry,
  MeterIngestionEvent,
  PackedBlocksImported,
  PowerQualitySummaryChanged,
  TariffCalendarChanged,
  UsagePointRatesChanged,
  ReadingBlocksImported,
  UsagePointChanged,
} from '@greenledger/contracts';
import type { Outbox } from '@greenledger/messaging';
import { projectBillingSummary } from '../summaries/project-billing-summary.js';
import { projectPowerQuality } from '../summaries/project-power-quality.js';
import { projectRates, projectTariffCalendar } from '../tariffs/project-tariffs.js';
import { announceImport } from './announce-import.js';
import { projectBlocks } from './project-blocks.js';
import { projectUsagePoint } from './project-usage-point.js';

/** Applies entries of the meter-ingestion log in order, inside the consumer's transaction. */
export class MeterLogProjection {
  constructor(private readonly outbox: Pick<Outbox, 'append'>) {}

  /** @throws Error on an event type it does not know: a projection stops loudly rather than skip. */
  async apply(entries: readonly LogEntry<MeterIngestionEvent>[], manager: EntityManager): Promise<void> {
    for (const entry of entries) {
      switch (entry.type) {
        case 'UsagePointChanged':
          await projectUsagePoint(entry as LogEntry<UsagePointChanged>, manager);
          break;
        case 'ReadingBlocksImported':
        case 'PackedBlocksImported':
          await projectBlocks(entry as LogEntry<ReadingBlocksImported> | LogEntry<PackedBlocksImported>, manager);
          break;
        case 'BillingSummaryChanged':
          await projectBillingSummary(entry as LogEntry<BillingSummaryChanged>, manager);
          break;
        case 'PowerQualitySummaryChanged':
          await projectPowerQuality(entry as LogEntry<PowerQualitySummaryChanged>, manager);
          break;
        case 'TariffCalendarChanged':
          await projectTariffCalendar(entry as LogEntry<TariffCalendarChanged>, manager);
          break;
        case 'UsagePointRatesChanged':
          await projectRates(entry as LogEntry<UsagePointRatesChanged>, manager);
          break;
        case 'ImportCompleted':
          await announceImport(entry as LogEntry<ImportCompleted>, this.outbox, manager);
          break;
        default:
          throw new Error(`data-delivery cannot apply the event ${String((entry as LogEntry).type)} of the meter-ingestion log`);
      }
    }
  }
}
