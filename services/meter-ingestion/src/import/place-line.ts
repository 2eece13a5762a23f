import type { Reading, ServiceKind } from '@greenledger/contracts';
import type { LineOfReadings, LineReject, ReadingColumns } from '@greenledger/meter-formats';
import type { Installation } from './crosswalk.js';
import { type LocalDay, localDaysOf } from './local-days.js';
import type { GatheredReadings } from './open-block.js';

/** Readings of one line that belong to one usage point and one local day. */
export interface PlacedReadings {
  readonly usagePointId: string;
  readonly day: string;
  readonly readings: GatheredReadings;
}

const DAY = 86_400;

/** ESPI CommodityKind that each ServiceKind delivers. */
const COMMODITY_OF: Readonly<Record<ServiceKind, number>> = { 0: 1, 1: 7, 2: 9 };

/** Reasons that the crosswalk gives, beside those of the file format. */
export const PLACEMENT_REASONS = {
  'unknown-meter': 'The meter is in no CIS extract; deliver one that holds it. The line is kept',
  'meter-not-installed': 'The meter was at no service point at that time, by the dates of the CIS extract',
  'second-stream-of-channel':
    'Another stream of this sender fills the same channel of the meter; tell them apart in the crosswalk (streamInMeterNumber)',
  'value-too-precise':
    'Multiplied by the multiplier of the source profile, the value is finer than the channel can hold; values are never rounded',
  'value-too-large': 'Multiplied by the multiplier of the source profile, the value is beyond 2^53 − 1 in the unit of the channel',
  'commodity-does-not-fit-service': 'The commodity of the line is not what the service point of the meter delivers',
} as const;

/** Finds usage point and local day of every reading of a line; one that has no place refuses the whole line. */
export function placeLine(line: LineOfReadings, installations: readonly Installation[]): readonly PlacedReadings[] | LineReject {
  if (installations.length === 0) return refuseLine(line, 'unknown-meter', 'meter id', line.meterNumber);
  return (line.columns && placeColumns(line.columns, line.channel, installations)) ?? placeOneByOne(line, installations);
}

/** Columns that stand under one installation, cut at local midnights; undefined for any others. */
function placeColumns(
  columns: ReadingColumns,
  { commodity, intervalLength }: LineOfReadings['channel'],
  installations: readonly Installation[],
): readonly PlacedReadings[] | undefined {
  const { start, step, count } = columns;
  const installation = installations.find((each) => covers(each, start));
  if (!installation || !covers(installation, start + (count - 1) * step) || intervalLength === DAY) return undefined;
  if (COMMODITY_OF[installation.serviceKind] !== commodity) return undefined;
  const days = localDaysOf(installation.timeZone);
  const { usagePointId } = installation;
  const placed: PlacedReadings[] = [];
  for (let done = 0; done < count;) {
    const first = start + done * step;
    const { day, end } = days.at(first);
    const length = Math.min(count - done, Math.ceil((end - first) / step));
    const readings = length === count ? columns : { ...columns, start: first, count: length, from: columns.from + done };
    placed.push({ usagePointId, day, readings });
    done += length;
  }
  return placed;
}

function placeOneByOne(line: LineOfReadings, installations: readonly Installation[]): readonly PlacedReadings[] | LineReject {
  const placed: PlacedReadings[] = [];
  const register = line.channel.intervalLength === 0;
  let last: { installation: Installation; day: LocalDay; readings: Reading[] } | undefined;
  for (const written of line.readings) {
    const known = last && covers(last.installation, written.start) ? last.installation : undefined;
    const installation = known ?? installationAt(installations, written.start, register);
    if (!installation) return refuseLine(line, 'meter-not-installed', 'date-time', new Date(written.start * 1_000).toISOString());
    if (COMMODITY_OF[installation.serviceKind] !== line.channel.commodity) {
      return refuseLine(line, 'commodity-does-not-fit-service', 'commodity', String(line.channel.commodity));
    }
    const end = written.start + line.channel.intervalLength;
    // The use of a long period belongs to the one place where the meter was all the while.
    if (line.channel.intervalLength > DAY && installation.to !== null && end > installation.to) {
      return refuseLine(line, 'meter-not-installed', 'end of the period', new Date(end * 1_000).toISOString());
    }
    const days = localDaysOf(installation.timeZone);
    const start = line.channel.intervalLength === DAY ? startOfDaily(written.start, installation.timeZone) : written.start;
    const reading = start === written.start ? written : { ...written, start };
    const day = days.at(start);
    if (last && last.installation === installation && last.day === day) {
      last.readings.push(reading);
      continue;
    }
    const readings = [reading];
    placed.push({ usagePointId: installation.usagePointId, day: day.day, readings });
    last = { installation, day, readings };
  }
  return placed;
}

/** A daily value that ends about local midnight is that of the local day before, which has 23 to 25 hours. */
function startOfDaily(start: number, zone: string): number {
  const days = localDaysOf(zone);
  const midnight = days.midnightNear(start + DAY);
  return midnight === undefined ? start : days.at(midnight - 1).start;
}

const covers = ({ from, to }: Installation, t: number): boolean => t >= from && (to === null || t < to);

/** The final read of a register is taken at the moment the meter leaves. */
function installationAt(installations: readonly Installation[], t: number, register: boolean): Installation | undefined {
  return installations.find((each) => covers(each, t)) ?? (register ? installations.find(({ to }) => to === t) : undefined);
}

/** A line as a reject. */
export function refuseLine(line: LineOfReadings, code: keyof typeof PLACEMENT_REASONS, field: string, value: string): LineReject {
  const { line: number, raw, lastLine } = line;
  const rest = lastLine === undefined ? {} : { lastLine };
  return { kind: 'reject', ...rest, line: number, field, value, code, text: `${PLACEMENT_REASONS[code]}; ${field} is "${value}"`, raw };
}
