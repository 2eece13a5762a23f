import { cisExtract, type CisRow } from '../town/cis-extract.js';

/** A customer with many services and no online account; what stands on the bill is the way in. */
export const LANDLORD = {
  email: 'riverside.homes@example.net',
  accountNumber: 'A-300001',
  agreementNumber: 'SA-30101',
  postcode: '95999',
} as const;

const HALLWAYS = 12;

/** Twelve hallways and two boiler houses that can be shared; a new building without a meter and one sold long ago that cannot. */
export function landlordExtract(): string {
  const numbered = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
  return cisExtract([
    ...numbered(HALLWAYS).map((i) => row(`30${100 + i}`, 'electric', `${i} Mill Lane, Greenfield`, { meter_number: `HM${i}` })),
    ...numbered(2).map((i) => row(`31${100 + i}`, 'gas', `${i} Boiler House, Greenfield`, { meter_number: `BM${i}` })),
    row('32101', 'electric', '99 New Street, Greenfield', { meter_from: '' }),
    row('33101', 'electric', '1 Sold Square, Greenfield', { meter_number: 'OM1', service_to: '2021-05-01', meter_to: '2021-05-01' }),
  ]);
}

function row(number: string, kind: 'electric' | 'gas', address: string, changes: Partial<CisRow>): CisRow {
  return {
    customer_number: 'C-300001',
    customer_name: 'Riverside Homes',
    email: LANDLORD.email,
    locale: 'en',
    account_number: LANDLORD.accountNumber,
    agreement_number: `SA-${number}`,
    service_kind: kind,
    service_from: '2019-04-01',
    service_to: '',
    service_point_number: `SP-${number}`,
    address,
    postcode: LANDLORD.postcode,
    time_zone: 'America/Los_Angeles',
    tariff: kind === 'electric' ? 'B-6' : 'G-NR1',
    meter_number: '',
    meter_from: '2019-04-01',
    meter_to: '',
    ...changes,
  };
}
