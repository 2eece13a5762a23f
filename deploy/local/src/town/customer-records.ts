import { randomFrom, seedOf } from './random.js';
import type { TownChannel } from './channel-readings.js';
import type { LocalDay } from './local-days.js';
import type { PlannedAgreement, PlannedServicePoint } from './town-plan.js';

/** Dollars for each kWh or therm, invented like everything of the town: generation and delivery. */
const PRICES = { electric: [0.141, 0.192], gas: [0.52, 1.13], water: [0, 0] } as const;
const TAX = 0.034;
/** Homes whose customers take part in the demand-response programme. */
const ENROLLED_HOMES = 6;

const csv = (header: string, rows: readonly string[]): string => [header, ...rows, ''].join('\r\n');

/** The tariff that each service point has had since long ago. */
export function rateSchedules(points: readonly PlannedServicePoint[], since: string): string {
  return csv(
    'service_point_number,tariff,tariff_from,tariff_to',
    points.map(({ number, tariff }) => `${number},${tariff},${since},`),
  );
}

/** Times of use and dollars for each kWh, invented: rate, months, days, hours by the clock on the wall, price. */
const TIMES_OF_USE: readonly (readonly [tariff: string, ...period: readonly (readonly string[])[]])[] = [
  [
    'E-TOU-C',
    ['Summer peak, 4 to 9 pm', '6-9', 'all', '16:00', '21:00', '0.48'],
    ['Winter peak, 4 to 9 pm', '10-12 1-5', 'all', '16:00', '21:00', '0.38'],
    ['Off peak', '', 'all', '', '', '0.31'],
  ],
  [
    'E-ELEC',
    ['Peak, 4 to 9 pm', '', 'all', '16:00', '21:00', '0.52'],
    ['Partial peak, 3 to 4 pm and 9 pm to midnight', '', 'all', '15:00', '24:00', '0.37'],
    ['Off peak', '', 'all', '', '', '0.29'],
  ],
  ['B-6', ['Peak, 4 to 9 pm', '', 'weekdays', '16:00', '21:00', '0.42'], ['Off peak', '', 'all', '', '', '0.27']],
];

/** The calendars of the electric rates: the period that stands first counts where several hold. */
export function tariffCalendars(since: string): string {
  const quoted = (text: string): string => (text.includes(',') ? `"${text}"` : text);
  return csv(
    'tariff,valid_from,rank,tou,tou_name,months,days,time_from,time_to,price,price_unit,currency',
    TIMES_OF_USE.flatMap(([tariff, ...periods]) =>
      periods.map(([name, months, days, from, to, price], i) =>
        [tariff, since, i + 1, i + 1, quoted(name!), months, days, from, to, price, 'kWh', 'USD'].join(','),
      ),
    ),
  );
}

/** A few homes in a demand-response programme, one of which is waiting. */
export function programs(points: readonly PlannedServicePoint[], days: readonly LocalDay[]): string {
  const homes = points.filter(({ kind, business }) => kind === 'electric' && !business).slice(0, ENROLLED_HOMES);
  const rows = homes.map(({ number, agreements }, i) => {
    const status = i === ENROLLED_HOMES - 1 ? 'enrolledPending' : 'enrolled';
    const begin = days[Math.min(60, days.length - 1)]!.day;
    return `${agreements.at(-1)!.agreementNumber},${number},SMARTRATE,Greenfield Peak Rewards,${status},${begin},,GFPR_${i + 1},SLAP_GF`;
  });
  const header =
    'agreement_number,service_point_number,program_code,program_name,program_status,program_from,program_to,caiso_resource_id,caiso_location_id';
  return csv(header, rows);
}

interface BillingMonth {
  readonly from: number;
  readonly to: number;
}

/** A bill for each agreement and calendar month that has ended, from the very readings that the town sends. */
export function bills(points: readonly PlannedServicePoint[], channels: readonly TownChannel[], days: readonly LocalDay[]): string {
  const months = wholeMonths(days);
  const rows = points.flatMap((point) => {
    const channel = channels.find((one) => one.point === point && one.unit !== 'GKWH')!;
    return point.agreements.flatMap((agreement) =>
      months.flatMap((month) => {
        const from = Math.max(month.from, agreement.from);
        const to = Math.min(month.to, agreement.to ?? Infinity);
        return from < to ? billRows(point, agreement, channel, days, { from, to }) : [];
      }),
    );
  });
  const header =
    'bill_number,agreement_number,service_point_number,period_from,period_to,read_from,read_to,issued_on,currency,amount,tariff,consumption,consumption_unit,quality,item_note,item_kind,item_amount';
  return csv(header, rows);
}

/** Day indexes of the calendar months that lie wholly in the period; the day after the last one is known too. */
function wholeMonths(days: readonly LocalDay[]): BillingMonth[] {
  const firsts = days.flatMap(({ day }, i) => (day.endsWith('-01') ? [i] : []));
  return firsts.slice(0, -1).map((from, i) => ({ from, to: firsts[i + 1]! }));
}

function billRows(
  point: PlannedServicePoint,
  agreement: PlannedAgreement,
  channel: TownChannel,
  days: readonly LocalDay[],
  { from, to }: BillingMonth,
): string[] {
  const [start, end] = [days[from]!.start, days[to]!.start];
  let used = 0;
  channel.values.forEach((value, i) => {
    const at = channel.start + i * channel.step;
    if (at >= start && at < end) used += channel.corrections.get(i) ?? value;
  });
  const units = used / 1_000;
  const cents = (amount: number): number => Math.round(amount * 100) / 100;
  const [generation, delivery] = PRICES[point.kind].map((price) => cents(units * price)) as [number, number];
  const tax = cents((generation + delivery) * TAX);
  const [first, last] = [days[from]!.day, days[to]!.day];
  const issued = days[Math.min(to + 2 + Math.floor(randomFrom(seedOf(agreement.agreementNumber))() * 3), days.length - 1)]!.day;
  const head = [
    `B-${agreement.agreementNumber.slice(3)}-${first.replaceAll('-', '')}`,
    agreement.agreementNumber,
    point.number,
    first,
    last,
    first,
    last,
    issued,
    'USD',
    (generation + delivery + tax).toFixed(2),
    point.tariff,
    units.toFixed(3),
    point.kind === 'gas' ? 'therm' : 'kWh',
    'revenue',
  ].join(',');
  return [
    `${head},Generation,generation-fee,${generation.toFixed(2)}`,
    `${head},Delivery,delivery-fee,${delivery.toFixed(2)}`,
    `${head},City tax,tax,${tax.toFixed(2)}`,
  ];
}
