import { readingTypeKeyOf, type UsagePointRate } from '@greenledger/contracts';
import { AccumulationKind, FlowDirectionKind, MeasurementKind } from '@greenledger/espi';
import { timesOfUse, type TariffCalendar, type TimesOfUse } from './tariff-calendar.js';

/** What a tariff says of a reading. */
export interface Mark {
  /** ESPI `tou`. */
  readonly tou?: number;
  /** What the calendar calls it. */
  readonly touName?: string | undefined;
  /** In 1/100000 of the currency. */
  readonly cost?: number;
}

/** The marks of one channel. */
export interface ChannelMarks {
  /** Of its ReadingType: that of the channel, with the currency where readings have a cost. */
  readonly typeKey: string;
  /** ISO 4217 number; undefined where no cost is shown. */
  readonly currency: number | undefined;
  /** The marks of a local day: of the reading that begins at a moment with a value. */
  readonly on: (day: string) => (start: number, value: number) => Mark;
}

const NO_MARK: Mark = {};
const DAY = 86_400;

/** The tariffs that a usage point has had, with their calendars: what times of use and costs are told by. */
export class UsagePointTariffs {
  /** When what is told by them last changed, seconds since 1970-01-01 UTC. */
  readonly updated: number;
  /** Of every version that they are made of. */
  readonly digest: string;
  readonly #calendars: ReadonlyMap<string, readonly TariffCalendar[]>;
  readonly #currency: number | undefined;

  constructor(
    private readonly zone: string,
    private readonly rates: readonly UsagePointRate[],
    calendars: readonly TariffCalendar[],
    versions: { readonly updated: number; readonly digest: string },
  ) {
    const own = calendars.filter(({ tariff }) => rates.some((rate) => rate.tariff === tariff));
    this.#calendars = new Map(rates.map(({ tariff }) => [tariff, own.filter((calendar) => calendar.tariff === tariff)]));
    this.updated = Math.max(versions.updated, ...own.map(({ updated }) => updated));
    this.digest = [versions.digest, ...own.map(({ tariff, from, digest }) => `${tariff} ${from} ${digest}`)].join(' ');
    this.#currency = own.flatMap(({ periods }) => periods.flatMap(({ price }) => price?.currency ?? []))[0];
  }

  /** Whether any calendar is known of a tariff that the usage point has had. */
  get known(): boolean {
    return [...this.#calendars.values()].some((calendars) => calendars.length > 0);
  }

  /**
   * The marks of a channel; undefined where it has none, because it measures no energy or volume by intervals.
   * @param withCost whether the authorization lets prices be seen
   */
  marksOf(readingTypeKey: string, withCost: boolean): ChannelMarks | undefined {
    const {
      flowDirection: flow,
      accumulationBehaviour: accumulation,
      kind,
      uom,
      powerOfTenMultiplier,
      intervalLength,
      tou,
    } = readingTypeKeyOf(readingTypeKey);
    const quantity = kind === MeasurementKind.energy || kind === MeasurementKind.volume;
    // A total of a part of the day tells its time of use by its ReadingType, and what lasts longer than a day has no one time of use.
    if (intervalLength > DAY) return undefined;
    if (accumulation !== AccumulationKind.deltaData || !quantity || tou !== undefined || !this.known) return undefined;
    // Only what is delivered to the customer is paid for by these prices.
    const priced = withCost && flow === FlowDirectionKind.forward && this.#prices(uom);
    const currency = priced ? this.#currency : undefined;
    return {
      typeKey: currency === undefined ? readingTypeKey : `${readingTypeKey}/${currency}`,
      currency,
      on: (day) => this.#on(day, uom, 10 ** powerOfTenMultiplier, currency),
    };
  }

  #prices(uom: number): boolean {
    return [...this.#calendars.values()].some((calendars) =>
      calendars.some(({ periods }) => periods.some(({ price }) => price?.uom === uom && price.currency === this.#currency)),
    );
  }

  #on(day: string, uom: number, unit: number, currency: number | undefined): (start: number, value: number) => Mark {
    const times = new Map<string, TimesOfUse>();
    return (start, value) => {
      const tariff = this.rates.find(({ from, to }) => from <= start && start < (to ?? Infinity))?.tariff;
      const calendars = tariff === undefined ? undefined : this.#calendars.get(tariff);
      if (tariff === undefined || !calendars) return NO_MARK;
      let timesOf = times.get(tariff);
      if (!timesOf) times.set(tariff, (timesOf = timesOfUse(calendars, this.zone, day)));
      const period = timesOf(start);
      if (!period) return NO_MARK;
      const { tou, price } = period;
      const touName = period.name ?? undefined;
      if (price === null || price.currency !== currency || price.uom !== uom) return { tou, touName };
      // The price is in 10^-8 of the currency, the cost in 10^-5.
      return { tou, touName, cost: Math.round((value * unit * price.amount) / (price.per * 1_000)) };
    };
  }
}
