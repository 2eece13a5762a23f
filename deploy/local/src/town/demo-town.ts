import { channelsOf, type TownChannel } from './channel-readings.js';
import { cisExtract, type CisRow } from './cis-extract.js';
import { writeCorrections, writeLines } from './cmep-lines.js';
import { CORRECTED_DAY, CORRECTION_DELAY, disturb } from './disturbances.js';
import { bills, programs, rateSchedules, tariffCalendars } from './customer-records.js';
import { localDays, type LocalDay } from './local-days.js';
import { planTown, type PlannedServicePoint } from './town-plan.js';

export const TOWN_TIME_ZONE = 'America/Los_Angeles';
const MONTHS = 13;
/** Agreements and meters that were there before the period began. */
const LONG_AGO = '2019-04-01';

/** A file as it is uploaded. */
export interface TownFile {
  readonly fileName: string;
  readonly content: string;
}

export interface DemoTown {
  readonly days: readonly LocalDay[];
  readonly servicePoints: readonly PlannedServicePoint[];
  readonly channels: readonly TownChannel[];
  readonly cis: TownFile;
  /** Rate schedules, calendars of the rates, programmes and bills, which come after the extract. */
  readonly customerRecords: readonly TownFile[];
  /** One CMEP file per calendar month, then the correction. */
  readonly meterFiles: readonly TownFile[];
}

/**
 * A town of 25 households and 5 businesses over 13 months that end at the start of `endDay` (local, `YYYY-MM-DD`).
 * The same arguments always give the same bytes, and a day has the same use whichever day the period ends.
 */
export function demoTown({ endDay, seed = 1 }: { readonly endDay: string; readonly seed?: number }): DemoTown {
  const days = localDays(endDay, MONTHS, TOWN_TIME_ZONE);
  const servicePoints = planTown(days);
  const channels = servicePoints.flatMap((point) => channelsOf(point, days, seed));
  disturb(channels);
  const content = cisExtract(servicePoints.flatMap((point) => cisRows(point, days)));
  return {
    days,
    servicePoints,
    channels,
    cis: { fileName: 'greenfield-cis.csv', content },
    customerRecords: [
      { fileName: 'greenfield-rates.csv', content: rateSchedules(servicePoints, LONG_AGO) },
      { fileName: 'greenfield-tariffs.csv', content: tariffCalendars(LONG_AGO) },
      { fileName: 'greenfield-programs.csv', content: programs(servicePoints, days) },
      { fileName: 'greenfield-bills.csv', content: bills(servicePoints, channels, days) },
    ],
    meterFiles: [...monthFiles(days, channels), correctionFile(days, channels)],
  };
}

function cisRows(point: PlannedServicePoint, days: readonly LocalDay[]): CisRow[] {
  const from = (index: number) => (index === 0 ? LONG_AGO : days[index]!.day);
  const to = (index: number | null) => (index === null ? '' : days[index]!.day);
  return point.agreements.flatMap((agreement) =>
    point.meters.map((meter) => ({
      customer_number: agreement.holder.customerNumber,
      customer_name: agreement.holder.name,
      email: agreement.holder.email,
      locale: agreement.holder.locale,
      account_number: agreement.accountNumber,
      agreement_number: agreement.agreementNumber,
      service_kind: point.kind,
      service_from: from(agreement.from),
      service_to: to(agreement.to),
      service_point_number: point.number,
      address: point.address,
      postcode: point.postcode,
      time_zone: TOWN_TIME_ZONE,
      tariff: point.tariff,
      meter_number: meter.meterNumber,
      meter_from: from(meter.from),
      meter_to: to(meter.to),
      customer_kind: point.business ? 'commercialIndustrial' : 'residential',
      voltage_class: point.kind === 'electric' ? 'secondary' : '',
    })),
  );
}

function monthFiles(days: readonly LocalDay[], channels: readonly TownChannel[]): TownFile[] {
  const months = [...new Set(days.map(({ day }) => day.slice(0, 7)))];
  return months.map((month) => {
    const first = days.findIndex(({ day }) => day.startsWith(month));
    const last = days.findLastIndex(({ day }) => day.startsWith(month));
    const timeStamp = days[last]!.end;
    const out: string[] = [];
    for (const channel of channels) {
      if (channel.step === 86_400) writeMonth(out, channel, days[first]!.start, timeStamp);
      else for (let d = first; d <= last; d++) writeDay(out, channel, d, days[d]!, timeStamp);
    }
    return { fileName: `greenfield-${month}.cmep`, content: out.join('') };
  });
}

function writeDay(out: string[], channel: TownChannel, dayIndex: number, day: LocalDay, timeStamp: number): void {
  if (day.start < channel.start) return;
  const index = (moment: number) => (moment - channel.start) / channel.step;
  writeLines(out, channel, { meterNumber: meterOn(channel, dayIndex), from: index(day.start), to: index(day.end), timeStamp });
}

/** Gas days that end inside the month's file: `start < end of gas day <= timeStamp`. */
function writeMonth(out: string[], channel: TownChannel, start: number, timeStamp: number): void {
  const endedBy = (moment: number) => Math.min(channel.values.length, Math.max(0, Math.floor((moment - channel.start) / channel.step)));
  writeLines(out, channel, { meterNumber: meterOn(channel, 0), from: endedBy(start), to: endedBy(timeStamp), timeStamp });
}

function correctionFile(days: readonly LocalDay[], channels: readonly TownChannel[]): TownFile {
  const out: string[] = [];
  const sent = days[CORRECTED_DAY + CORRECTION_DELAY]!;
  for (const channel of channels) writeCorrections(out, channel, meterOn(channel, CORRECTED_DAY), sent.start);
  return { fileName: `greenfield-correction-${sent.day}.cmep`, content: out.join('') };
}

function meterOn({ point }: TownChannel, dayIndex: number): string {
  const meter = point.meters.find(
    ({ from, to }) => (from <= dayIndex || from === point.agreements[0]!.from) && (to === null || dayIndex < to),
  );
  if (!meter) throw new Error(`no meter at ${point.number} on day ${dayIndex}`);
  return meter.meterNumber;
}
