import {
  packBlock,
  type BillingSummaryChanged,
  type Holder,
  type ImportCompleted,
  type LogEntry,
  type MeterIngestionEvent,
  type PowerQualitySummaryChanged,
  type TariffCalendarChanged,
  type TariffPeriod,
  type UsagePointRate,
  type UsagePointRatesChanged,
  type Reading,
  type ReadingBlocksImported,
  type ReadingTypeKey,
  type UsagePointChanged,
} from '@greenledger/contracts';
import { localDayBounds } from '@greenledger/espi';

export const ZONE = 'America/Los_Angeles';
export const HOURLY: ReadingTypeKey = {
  commodity: 1,
  flowDirection: 1,
  accumulationBehaviour: 4,
  kind: 12,
  uom: 72,
  powerOfTenMultiplier: 0,
  intervalLength: 3600,
};

/** The readings of a local day, one an hour unless told otherwise, valued by `valueOf(hour)`. @param step seconds of each */
export function dayReadings(day: string, valueOf: (hour: number) => number | null, quality = 17, step = 3_600): Reading[] {
  const { start, end } = localDayBounds(ZONE, day);
  return Array.from({ length: (end - start) / step }, (_, i) => ({ start: start + i * step, value: valueOf(i), quality }));
}

/** The readings of local days in a row from 2024-01-01 on, each day valued by 100, 101 and so on. @param step seconds of each */
export function daysInARow(count: number, step: number): (readonly [day: string, readings: Reading[]])[] {
  return Array.from({ length: count }, (_, n) => {
    const day = new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
    return [day, dayReadings(day, (i) => 100 + i, 17, step)];
  });
}

/** A bill of customer c-1 at up-1 for November 2025. */
export const BILLING_SUMMARY: BillingSummaryChanged['data'] = {
  billId: 'bill-1',
  usagePointId: 'up-1',
  customerId: 'c-1',
  billingPeriod: { start: localDayBounds(ZONE, '2025-11-01').start, end: localDayBounds(ZONE, '2025-12-01').start },
  readPeriod: { start: localDayBounds(ZONE, '2025-11-01').start, end: localDayBounds(ZONE, '2025-12-01').start },
  issuedAt: localDayBounds(ZONE, '2025-12-03').start,
  currency: 840,
  billLastPeriod: 12_345_000,
  billToDate: 1_000_000,
  items: [
    { note: 'Generation & more', itemKind: 1, amount: 5_000_000, period: null },
    { note: 'Tax', itemKind: 5, amount: -250_000, period: null },
  ],
  consumption: { value: 412_500, uom: 72, powerOfTenMultiplier: 0, at: localDayBounds(ZONE, '2025-12-01').start },
  consumptionToDate: { value: 10_000, uom: 72, powerOfTenMultiplier: 0, at: localDayBounds(ZONE, '2025-12-03').start },
  peakDemand: null,
  quality: 19,
  commodity: 1,
  tariffProfile: 'E-TOU-C',
};

/** A summary of the power quality at up-1 in the first week of November 2025. */
export const POWER_QUALITY_SUMMARY: PowerQualitySummaryChanged['data'] = {
  summaryId: 'quality-1',
  usagePointId: 'up-1',
  summaryInterval: { start: localDayBounds(ZONE, '2025-11-01').start, end: localDayBounds(ZONE, '2025-11-08').start },
  measured: {
    flickerPlt: 60,
    flickerPst: 80,
    harmonicVoltage: 3_100_000,
    longInterruptions: 1,
    mainsVoltage: 120_300_000,
    measurementProtocol: 1,
    powerFrequency: 59_998_000,
    rapidVoltageChanges: 4,
    shortInterruptions: 2,
    supplyVoltageDips: 3,
    supplyVoltageImbalance: 0,
    supplyVoltageVariations: 0,
    tempOvervoltage: 5,
  },
};

/** Writes entries of the meter-ingestion log with rising indexes and recorded times. */
export class MeterLog {
  #next = 0;

  usagePoint(
    usagePointId: string,
    holders: readonly Holder[],
    differences: Partial<UsagePointChanged['data']> = {},
  ): LogEntry<UsagePointChanged> {
    const data = { usagePointId, serviceKind: 0, timeZone: ZONE, status: 1, tariffProfile: 'E-1', holders, ...differences } as const;
    return this.#entry<UsagePointChanged>('UsagePointChanged', data);
  }

  blocks(
    importId: string,
    fileTime: number,
    blocks: readonly [usagePointId: string, day: string, readings: readonly Reading[]][],
  ): LogEntry<ReadingBlocksImported> {
    const packed = blocks.map(([usagePointId, day, readings]) => {
      const block = Buffer.from(packBlock({ intervalLength: HOURLY.intervalLength, readings })).toString('base64');
      return { usagePointId, readingType: HOURLY, day, block };
    });
    return this.#entry<ReadingBlocksImported>('ReadingBlocksImported', { importId, batch: 0, fileTime, blocks: packed });
  }

  /** Blocks of one channel of any reading type. */
  blocksOf(
    importId: string,
    fileTime: number,
    usagePointId: string,
    readingType: ReadingTypeKey,
    days: readonly (readonly [day: string, readings: readonly Reading[]])[],
  ): LogEntry<ReadingBlocksImported> {
    const blocks = days.map(([day, readings]) => {
      const block = Buffer.from(packBlock({ intervalLength: readingType.intervalLength, readings })).toString('base64');
      return { usagePointId, readingType, day, block };
    });
    return this.#entry<ReadingBlocksImported>('ReadingBlocksImported', { importId, batch: 0, fileTime, blocks });
  }

  bill(billId: string, differences: Partial<BillingSummaryChanged['data']> = {}): LogEntry<BillingSummaryChanged> {
    return this.#entry<BillingSummaryChanged>('BillingSummaryChanged', { ...BILLING_SUMMARY, billId, ...differences });
  }

  powerQuality(summaryId: string, differences: Partial<PowerQualitySummaryChanged['data']> = {}): LogEntry<PowerQualitySummaryChanged> {
    return this.#entry<PowerQualitySummaryChanged>('PowerQualitySummaryChanged', { ...POWER_QUALITY_SUMMARY, summaryId, ...differences });
  }

  tariffCalendar(tariff: string, periods: readonly TariffPeriod[], from = '2025-01-01'): LogEntry<TariffCalendarChanged> {
    return this.#entry<TariffCalendarChanged>('TariffCalendarChanged', { tariff, from, periods });
  }

  rates(usagePointId: string, rates: readonly UsagePointRate[]): LogEntry<UsagePointRatesChanged> {
    return this.#entry<UsagePointRatesChanged>('UsagePointRatesChanged', { usagePointId, rates });
  }

  completed(importId: string): LogEntry<ImportCompleted> {
    return this.#entry<ImportCompleted>('ImportCompleted', { importId, batches: 1, readings: 0 });
  }

  #entry<E extends MeterIngestionEvent>(type: E['type'], data: E['data']): LogEntry<E> {
    const logIndex = this.#next++;
    const at = new Date(Date.UTC(2026, 0, 1) + logIndex * 1000).toISOString();
    return {
      log: 'meter-ingestion',
      logIndex,
      id: `00000000-0000-4000-8000-${String(logIndex).padStart(12, '0')}`,
      type,
      data,
      occurredAt: at,
      recordedAt: at,
    };
  }
}
