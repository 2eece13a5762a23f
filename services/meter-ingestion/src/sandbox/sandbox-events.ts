import {
  packBatch,
  packBlock,
  SANDBOX_CUSTOMER_ID,
  SANDBOX_ELECTRICITY,
  SANDBOX_FIRST_DAY,
  SANDBOX_GAS,
  SANDBOX_LAST_DAY,
  SANDBOX_PERIOD,
  SANDBOX_TIME_ZONE,
  type BatchedBlock,
  type ImportCompleted,
  type PackedBlocksImported,
  type Reading,
  type ReadingTypeKey,
  type UsagePointChanged,
} from '@greenledger/contracts';
import { localDayBounds, localDayOf, nameUuid } from '@greenledger/espi';
import type { OutboxEvent } from '@greenledger/messaging';

/** Stands where the id of a file's import would; no file has it. */
export const SANDBOX_IMPORT_ID = '5a4db0c5-0000-4000-8000-00000000f11e';

/** Watt-hours by the hour. */
const ELECTRICITY: ReadingTypeKey = {
  commodity: 1,
  flowDirection: 1,
  accumulationBehaviour: 4,
  kind: 12,
  uom: 72,
  powerOfTenMultiplier: 0,
  intervalLength: 3600,
};
/** Thousandths of a therm by the day. */
const GAS: ReadingTypeKey = { ...ELECTRICITY, commodity: 7, uom: 169, powerOfTenMultiplier: -3, intervalLength: 86_400 };
/** ESPI QualityOfReading 17: validated. */
const VALIDATED = 17;
const HOUR = 3600;

/** Watt-hours of an hour of the day: a quiet night, a morning, an evening. The same for ever: nothing is drawn by lot. */
const hourlyValue = (hour: number, day: number): number => 310 + ((day * 37 + hour * 53) % 90) + (hour >= 17 && hour < 22 ? 940 : 0);
const dailyValue = (day: number): number => 1_450 + ((day * 131) % 700);

/** Everything that is known of the sandbox customer: two usage points, 31 days of made-up readings, and the end of that import. */
export function sandboxEvents(occurredAt: Date): (OutboxEvent & (UsagePointChanged | PackedBlocksImported | ImportCompleted))[] {
  const blocks = sandboxBlocks();
  const packed = Buffer.from(packBatch(blocks)).toString('base64');
  const readings = blocks.reduce((sum, block) => sum + block.count, 0);
  const importId = SANDBOX_IMPORT_ID;
  const at = { occurredAt };
  return [
    { id: idOf('electricity'), type: 'UsagePointChanged', data: usagePoint(SANDBOX_ELECTRICITY, 0, 'E-1'), ...at },
    { id: idOf('gas'), type: 'UsagePointChanged', data: usagePoint(SANDBOX_GAS, 1, 'G-1'), ...at },
    { id: idOf('blocks'), type: 'PackedBlocksImported', data: { importId, batch: 0, fileTime: SANDBOX_PERIOD.end, packed }, ...at },
    { id: idOf('completed'), type: 'ImportCompleted', data: { importId, batches: 1, readings }, ...at },
  ];
}

const idOf = (part: string): string => nameUuid(`greenledger:meter-ingestion:sandbox:${part}`);

function usagePoint(usagePointId: string, serviceKind: 0 | 1, tariffProfile: string): UsagePointChanged['data'] {
  const holders = [{ customerId: SANDBOX_CUSTOMER_ID, from: 0, to: null }];
  return { usagePointId, serviceKind, timeZone: SANDBOX_TIME_ZONE, status: 1, tariffProfile, holders };
}

function sandboxBlocks(): (BatchedBlock & { readonly count: number })[] {
  return sandboxDays().flatMap((day, index) => {
    const { start, end } = localDayBounds(SANDBOX_TIME_ZONE, day);
    const hours = Array.from({ length: (end - start) / HOUR }, (_, hour): Reading => {
      return { start: start + hour * HOUR, value: hourlyValue(hour, index), quality: VALIDATED };
    });
    const gas = [{ start, value: dailyValue(index), quality: VALIDATED }];
    return [block(SANDBOX_ELECTRICITY, ELECTRICITY, day, hours), block(SANDBOX_GAS, GAS, day, gas)];
  });
}

function block(usagePointId: string, readingType: ReadingTypeKey, day: string, readings: readonly Reading[]) {
  const bytes = packBlock({ intervalLength: readingType.intervalLength, readings });
  return { usagePointId, readingType, day, bytes, count: readings.length };
}

function sandboxDays(): string[] {
  const days = [SANDBOX_FIRST_DAY];
  while (days.at(-1)! < SANDBOX_LAST_DAY) days.push(localDayOf(SANDBOX_TIME_ZONE, localDayBounds(SANDBOX_TIME_ZONE, days.at(-1)!).end));
  return days;
}
