import type { LocalDay } from './local-days.js';
import { businesses, formerResident, households, type Resident } from './residents.js';

export type ServiceKindName = 'electric' | 'gas' | 'water';

/** Days are indexes into the town's local days; `to` is not included, `null` = open end. */
export interface DaySpan {
  readonly from: number;
  readonly to: number | null;
}

export interface PlannedAgreement extends DaySpan {
  readonly holder: Resident;
  readonly accountNumber: string;
  readonly agreementNumber: string;
}

export interface PlannedMeter extends DaySpan {
  readonly meterNumber: string;
}

export interface PlannedServicePoint {
  readonly number: string;
  readonly kind: ServiceKindName;
  readonly address: string;
  readonly postcode: string;
  readonly tariff: string;
  /** Peak power of the roof in W; 0 without solar. */
  readonly solar: number;
  readonly business: boolean;
  readonly agreements: readonly PlannedAgreement[];
  /** At most one meter at a time. */
  readonly meters: readonly PlannedMeter[];
}

const SOLAR_HOMES = new Map([
  [0, 4_200],
  [6, 5_600],
  [15, 3_000],
]);
/** Home of Grace Kim: the holder changed in the middle of the period. */
const MOVED_HOME = 11;
/** Home of Noah Lindqvist: the electric meter was changed. */
const METER_CHANGE_HOME = 16;
/** Two Rivers Workshop opened in the second half of the period. */
const NEW_BUSINESS = 4;
const STREETS = ['Alder St', 'Birch Ave', 'Cedar Ct', 'Dogwood Ln', 'Elm St'];

/** The town: who holds which service point, with which meters, over the given days. The same for the same number of days. */
export function planTown(days: readonly LocalDay[]): PlannedServicePoint[] {
  const middle = Math.floor(days.length / 2);
  const homes = households.flatMap((resident, i) => {
    const home = { resident, index: i, number: 1_001 + i, address: `${100 + 4 * i} ${STREETS[i % STREETS.length]}, Greenfield`, open: 0 };
    const points = [servicePoint(home, 'electric', false, SOLAR_HOMES.get(i) ?? 0)];
    if (i % 3 !== 1) points.push(servicePoint(home, 'gas', false, 0));
    if (i === MOVED_HOME) return points.map((point) => movedIn(point, middle));
    if (i === METER_CHANGE_HOME) return points.map((point) => (point.kind === 'electric' ? meterChanged(point, middle + 17) : point));
    return points;
  });
  const shops = businesses.flatMap((resident, i) => {
    const open = i === NEW_BUSINESS ? middle + 30 : 0;
    const shop = { resident, index: i, number: 2_001 + i, address: `${10 + 2 * i} Market Square, Greenfield`, open };
    return i < 3
      ? [servicePoint(shop, 'electric', true, 0), servicePoint(shop, 'gas', true, 0)]
      : [servicePoint(shop, 'electric', true, 0)];
  });
  return [...homes, ...shops];
}

interface Place {
  readonly resident: Resident;
  readonly number: number;
  readonly address: string;
  /** Day on which the service began; 0 stands for long before the period. */
  readonly open: number;
}

function servicePoint(place: Place, kind: 'electric' | 'gas', business: boolean, solar: number): PlannedServicePoint {
  const letter = kind === 'electric' ? 'E' : 'G';
  const electricTariff = business ? 'B-6' : solar > 0 ? 'E-ELEC' : 'E-TOU-C';
  return {
    number: `SP-${place.number}${letter}`,
    kind,
    address: place.address,
    postcode: '95999',
    tariff: kind === 'electric' ? electricTariff : business ? 'G-NR1' : 'G-1',
    solar,
    business,
    agreements: [
      {
        holder: place.resident,
        accountNumber: `A-${place.resident.customerNumber.slice(2)}`,
        agreementNumber: `SA-${place.number}${letter}1`,
        from: place.open,
        to: null,
      },
    ],
    meters: [{ meterNumber: `${letter}M${place.number}0001`, from: place.open, to: null }],
  };
}

function movedIn(point: PlannedServicePoint, day: number): PlannedServicePoint {
  const [now] = point.agreements;
  const before: PlannedAgreement = {
    holder: formerResident,
    accountNumber: `A-${formerResident.customerNumber.slice(2)}`,
    agreementNumber: now!.agreementNumber,
    from: 0,
    to: day,
  };
  const after = { ...now!, agreementNumber: now!.agreementNumber.replace(/1$/, '2'), from: day };
  return { ...point, agreements: [before, after] };
}

function meterChanged(point: PlannedServicePoint, day: number): PlannedServicePoint {
  const [old] = point.meters;
  return {
    ...point,
    meters: [
      { ...old!, to: day },
      { meterNumber: old!.meterNumber.replace(/1$/, '2'), from: day, to: null },
    ],
  };
}
