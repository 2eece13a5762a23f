import { cisExtract } from '../src/town/cis-extract.js';

export interface BenchService {
  readonly meterNumber: string;
  readonly customerNumber: string;
}

/** A CIS extract in which each meter stands at a service point of its own, held since long ago. */
export function benchExtract(services: readonly BenchService[], timeZone: string): string {
  return cisExtract(
    services.map(({ meterNumber, customerNumber }) => ({
      customer_number: customerNumber,
      customer_name: `Holder of ${customerNumber}`,
      email: '',
      locale: 'en',
      account_number: `A-${meterNumber}`,
      agreement_number: `SA-${meterNumber}`,
      service_kind: 'electric',
      service_from: '2019-04-01',
      service_to: '',
      service_point_number: `SP-${meterNumber}`,
      address: '1 Bench Road, Greenfield',
      postcode: '95999',
      time_zone: timeZone,
      tariff: 'E-TOU-C',
      meter_number: meterNumber,
      meter_from: '2019-04-01',
      meter_to: '',
    })),
  );
}
