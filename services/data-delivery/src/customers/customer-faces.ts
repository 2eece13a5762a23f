import type { AgreementRecord, Period } from '@greenledger/contracts';
import { FEED_TAIL, formatTimestamp } from '@greenledger/espi';
import { csvLine, decimalAmount } from '../faces/csv-field.js';
import { chooseFace } from '../faces/choose-face.js';
import { FACES } from '../faces/face-name.js';
import type { FeedIdentity } from '../feed/render-feed.js';
import type { LoadedCustomer, PreparedCustomerRelease } from './customer-releases.js';
import type { CustomerRequest } from './customer-request.js';
import { customerEntryXml, customerFeedHead } from './render-customers.js';

export type CustomerFaceName = 'atom' | 'json' | 'csv';

/** Part of every manifest: a change of the rendered bytes needs a new one. */
export const CUSTOMER_RENDERERS: Readonly<Record<CustomerFaceName, string>> = {
  atom: 'espi-customer-4.0/2',
  json: 'customer-json/1',
  csv: 'customer-csv/1',
};

export const customerContentType = (face: CustomerFaceName): string => FACES[face].contentType;

/** The form in which a request wants its answer: batches have JSON and CSV, resources by themselves are feeds only. */
export const customerFaceOf = ({ path }: CustomerRequest, accept: string | undefined): CustomerFaceName =>
  path === undefined ? chooseFace(accept, ['json', 'csv']) : 'atom';

/** Writes one document: a head, the parts of any number of authorizations, a tail. */
export interface CustomerWriter {
  head(): string;
  part(release: PreparedCustomerRelease): string;
  tail(): string;
}

/** @param updated of the whole feed; only Atom shows it */
export function customerWriter(face: CustomerFaceName, identity: FeedIdentity, shape: string, updated: number): CustomerWriter {
  if (face === 'csv') return { head: () => csvLine(COLUMNS), part: ({ customer }) => customerCsv(customer), tail: () => '' };
  if (face === 'json') {
    let separator = '\n';
    return {
      head: () => `{"resource":${JSON.stringify(identity.selfUri)},"customers":[`,
      part: ({ customer }) => {
        const text = separator + customerJson(customer);
        separator = ',\n';
        return text;
      },
      tail: () => ']}\n',
    };
  }
  return {
    head: () => customerFeedHead(identity, shape, updated),
    part: ({ entries }) => entries.map(customerEntryXml).join(''),
    tail: () => FEED_TAIL,
  };
}

/** What a form other than the feed shows of a customer: the text whose digest is recorded. */
export const customerText = (face: 'json' | 'csv', customer: LoadedCustomer): string =>
  face === 'json' ? customerJson(customer) : customerCsv(customer);

const day = (seconds: number | null): string | null => (seconds === null ? null : formatTimestamp(seconds));
const span = (period: Period | null): object | null => period && { start: day(period.start), end: day(period.end) };

/** One customer with the accounts and services of one authorization, nested as they belong together. */
function customerJson({ recipient, record, addresses }: LoadedCustomer): string {
  return JSON.stringify({
    retailCustomer: recipient.authorization.authorizationId,
    updated: day(record.changedAt),
    name: record.name,
    kind: record.kind,
    accounts: record.accounts.map(({ accountNumber, lastBillAmount, statements, agreements }) => ({
      accountNumber,
      lastBillAmount,
      statements: statements.map(({ issuedAt }) => ({ issuedAt: day(issuedAt) })),
      agreements: agreements.map((agreement) => ({
        agreementNumber: agreement.agreementNumber,
        usagePoint: addresses.usagePoint(agreement.usagePointId),
        serviceKind: agreement.serviceKind,
        period: span(agreement.period),
        address: agreement.address,
        postcode: agreement.postcode,
        meters: agreement.meters.map(({ meterNumber, installedAt, removedAt }) => ({
          serialNumber: meterNumber,
          installedAt: day(installedAt),
          removedAt: day(removedAt),
        })),
        tariffs: agreement.rates.map(({ tariff, period }) => ({ tariff, period: span(period) })),
        programs: agreement.programs.map(({ code, name, status, period, caisoResourceId, caisoLocationId }) => ({
          ...{ code, name, status, period: span(period), caisoResourceId, caisoLocationId },
        })),
      })),
    })),
  });
}

const COLUMNS = [
  ...['retail_customer', 'customer_name', 'customer_kind', 'account_number', 'last_bill_amount', 'agreement_number', 'service_kind'],
  ...['agreement_start', 'agreement_end', 'address', 'postcode', 'usage_point', 'meters', 'tariffs', 'programs'],
];
const SERVICES = ['electricity', 'gas', 'water'];

/** A line for each service agreement; of meters, tariffs and programmes there may be several, with semicolons between. */
function customerCsv({ recipient, record, addresses }: LoadedCustomer): string {
  const list = (names: readonly string[]): string => [...new Set(names)].join('; ');
  const line = (account: (string | number | null)[], agreement: AgreementRecord): string =>
    csvLine([
      ...[recipient.authorization.authorizationId, record.name, record.kind, ...account],
      ...[agreement.agreementNumber, SERVICES[agreement.serviceKind]],
      ...[day(agreement.period?.start ?? null), day(agreement.period?.end ?? null), agreement.address, agreement.postcode],
      addresses.usagePoint(agreement.usagePointId),
      list(agreement.meters.map(({ meterNumber }) => meterNumber)),
      list(agreement.rates.map(({ tariff }) => tariff)),
      list(agreement.programs.map(({ name, status }) => `${name} (${status})`)),
    ]);
  return record.accounts
    .flatMap(({ accountNumber, lastBillAmount, agreements }) => {
      const amount = lastBillAmount === null ? null : Number(decimalAmount(lastBillAmount));
      return agreements.map((agreement) => line([accountNumber, amount], agreement));
    })
    .join('');
}
