import {
  CUSTOMER_NAMESPACES,
  customerAccountXml,
  customerAgreementXml,
  customerXml,
  entryXml,
  FEED_TAIL,
  feedHead,
  meterXml,
  programDateIdMappingsXml,
  selfLink,
  serviceLocationXml,
  upLink,
} from '@greenledger/espi';

const BASE = 'https://cis.example/espi/1_1/resource';

/** A service of a customer as an ESPI file writes it. Moments in seconds since 1970-01-01 UTC. */
export interface WrittenService {
  readonly customer: string;
  readonly name: string;
  readonly account: string;
  readonly agreement: string;
  readonly servicePoint: string;
  readonly from: number;
  readonly to?: number;
  readonly meter?: { readonly number: string; readonly from: number; readonly to?: number };
  readonly tariff?: string;
  readonly program?: string;
}

/** A customer file in the words of the project's own writers, one customer for each service. */
export function customerFeed(services: readonly WrittenService[]): string {
  return (
    feedHead({ id: 'urn:uuid:1', title: 'Customers', updated: 0, links: [] }, CUSTOMER_NAMESPACES) +
    services.map(entriesOf).join('') +
    FEED_TAIL
  );
}

function entriesOf(service: WrittenService): string {
  const customer = `RetailCustomer/1/Customer/${service.customer}`;
  const account = `${customer}/CustomerAccount/${service.account}`;
  const agreement = `${account}/CustomerAgreement/${service.agreement}`;
  const location = `${agreement}/ServiceLocation/1`;
  const { from, to = null, meter, tariff, program } = service;
  const programs = program === undefined ? [] : [{ name: program, status: 'enrolled' as const, period: { start: from, end: null } }];
  const tariffs = tariff === undefined ? [] : [tariff];
  const parts: [string, string][] = [
    [customer, customerXml({ name: service.name, kind: 'residential' })],
    [account, customerAccountXml({ accountId: service.account, lastBillAmount: null })],
    [agreement, customerAgreementXml({ agreementId: service.agreement, period: { start: from, end: to }, programs, tariffs })],
    [
      location,
      serviceLocationXml({
        address: `${service.servicePoint} Elm St, Anytown`,
        postcode: '95014',
        usagePoints: [`${BASE}/Subscription/1/UsagePoint/${service.servicePoint}`],
      }),
    ],
  ];
  if (meter)
    parts.push([`${location}/Meter/m`, meterXml({ serialNumber: meter.number, installedAt: meter.from, removedAt: meter.to ?? null })]);
  if (program !== undefined)
    parts.push([
      `${customer}/ProgramDateIdMappings/1`,
      programDateIdMappingsXml({ code: 'DR', name: program, note: 'CAISO resource RES-7' }),
    ]);
  return parts.map(([path, payload]) => entryXml(frameOf(path), payload)).join('');
}

const frameOf = (path: string): Parameters<typeof entryXml>[0] => ({
  id: 'urn:uuid:2',
  title: 'x',
  published: 0,
  updated: 0,
  links: [selfLink(`${BASE}/${path}`, 'cust-entry/X'), upLink(`${BASE}/${path.slice(0, path.lastIndexOf('/'))}`, 'cust-feed/X')],
});
