import { Outbox } from '@greenledger/messaging';
import type { LogEntry, MeterIngestionEvent } from '@greenledger/contracts';
import { MeterLogProjection } from '../projections/meter-log-projection.js';
import { dayReadings, HOURLY, MeterLog } from './meter-log.js';
import type { RunningService } from './running-service.js';

export const DELIVERED = HOURLY;
export const RECEIVED = { ...HOURLY, flowDirection: 19 };
export const NET = { ...HOURLY, flowDirection: 4 };
export const GAS_DAILY = { ...HOURLY, commodity: 7, uom: 169, powerOfTenMultiplier: -3, intervalLength: 86_400 };
export const GAS_HOURLY = { ...GAS_DAILY, intervalLength: 3_600 };
export const REGISTER = { ...HOURLY, accumulationBehaviour: 1, intervalLength: 0 };

/** Days of the sample, a clock change among them. */
export const SAMPLE_DAYS = ['2025-11-01', '2025-11-02', '2025-11-03'];

/** Projects entries of the meter-ingestion log as the service would. */
export async function project(service: RunningService, entries: readonly LogEntry<MeterIngestionEvent>[]): Promise<void> {
  const projection = new MeterLogProjection(new Outbox(service.database.dataSource, 'data-delivery'));
  await service.database.dataSource.transaction((manager) => projection.apply(entries, manager));
}

/** One usage point, `up-1` of customer c-1, with three days of electricity. */
export async function loadSample(service: RunningService, log = new MeterLog()): Promise<MeterLog> {
  await project(service, [
    log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }]),
    log.blocks(
      'i-1',
      1000,
      SAMPLE_DAYS.map((day) => ['up-1', day, dayReadings(day, (hour) => hour)]),
    ),
  ]);
  return log;
}

/** An electric usage point with delivered, received and net energy and a register, and a gas one, daily and hourly. */
export async function loadManyChannels(service: RunningService, log = new MeterLog()): Promise<MeterLog> {
  const days = SAMPLE_DAYS;
  const hours = (sign: number) => days.map((day) => [day, dayReadings(day, (hour) => sign * (100 + hour), 19)] as const);
  const daily = days.map((day) => [day, dayReadings(day, () => 2_345).slice(0, 1)] as const);
  const registers = days.map((day, i) => [day, dayReadings(day, () => 5_000_000 + i * 1_000).slice(0, 1)] as const);
  await project(service, [
    log.usagePoint('up-1', [{ customerId: 'c-1', from: 0, to: null }]),
    log.usagePoint('up-2', [{ customerId: 'c-1', from: 0, to: null }], { serviceKind: 1, tariffProfile: 'G-1' }),
    log.blocksOf('i-1', 1000, 'up-1', DELIVERED, hours(1)),
    log.blocksOf('i-1', 1000, 'up-1', RECEIVED, hours(1)),
    log.blocksOf('i-1', 1000, 'up-1', NET, hours(-1)),
    log.blocksOf('i-1', 1000, 'up-1', REGISTER, registers),
    log.blocksOf('i-1', 1000, 'up-2', GAS_DAILY, daily),
    log.blocksOf('i-1', 1000, 'up-2', GAS_HOURLY, hours(1)),
  ]);
  return log;
}
