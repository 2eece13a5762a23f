import type { AccountRecord, AgreementRecord, CustomerRecord, DataSet } from '@greenledger/contracts';
import {
  customerAccountXml,
  customerAgreementXml,
  customerXml,
  endDeviceXml,
  meterXml,
  programDateIdMappingsXml,
  serviceLocationXml,
  serviceSupplierXml,
  statementXml,
  type EntryFrame,
} from '@greenledger/espi';
import type { CustomerAddress, CustomerAddresses } from './customer-addresses.js';

/** One customer resource before it is written. */
export interface CustomerEntry {
  readonly frame: EntryFrame;
  readonly payload: string;
  /** Below `RetailCustomer/{id}`. */
  readonly path: string;
  readonly collection: string;
  /** Of which data sets it shows something. */
  readonly dataSets: readonly DataSet[];
  /** False: the same thing under a second name, which a Batch leaves out. */
  readonly inBatch: boolean;
}

interface Source {
  readonly addresses: CustomerAddresses;
  readonly supplierName: string | null;
  readonly granted: readonly DataSet[];
}

/**
 * The resources that a record becomes, in document order. Without any data set of personal data only the agreement stands,
 * with its masked number: that much a company may know of a service whose usage it reads (M-23).
 */
export function customerEntries(record: CustomerRecord, customerId: string, source: Source): CustomerEntry[] {
  const { addresses, granted } = source;
  const personal = granted.some((dataSet) => dataSet !== 'usage');
  const programs = granted.includes('programEnrollment') ? ['ProgramDateIdMappings'] : [];
  const customer = addresses.of('', 'Customer', customerId, ['CustomerAccount', ...programs]);
  const accounts = record.accounts.flatMap((account) => accountEntries(account, customer.path, source, personal));
  if (!personal) return accounts;
  const basic = record.name !== null || record.kind !== null;
  const own = entry(customer, 'Customer', record.changedAt, customerXml(record), basic ? ['basic'] : []);
  return [own, ...accounts, ...programEntries(record, customer.path, source)];
}

function accountEntries(account: AccountRecord, above: string, source: Source, personal: boolean): CustomerEntry[] {
  const { addresses, granted } = source;
  const statements = granted.includes('billing') ? ['Statement'] : [];
  const address = addresses.of(above, 'CustomerAccount', account.accountId, ['CustomerAgreement', ...statements]);
  const agreements = account.agreements.flatMap((agreement) => agreementEntries(agreement, address.path, source, personal));
  if (!personal) return agreements;
  const { accountNumber, lastBillAmount } = account;
  const shown: DataSet[] = [
    ...(accountNumber === null ? [] : ['account' as const]),
    ...(lastBillAmount === null ? [] : ['billing' as const]),
  ];
  const payload = customerAccountXml({ accountId: accountNumber, lastBillAmount });
  return [
    entry(address, 'Account', account.changedAt, payload, shown),
    ...agreements,
    ...account.statements.map(({ statementId, issuedAt, changedAt }) =>
      entry(addresses.of(address.path, 'Statement', statementId), 'Bill', changedAt, statementXml(issuedAt), ['billing']),
    ),
  ];
}

function agreementEntries(agreement: AgreementRecord, above: string, source: Source, personal: boolean): CustomerEntry[] {
  const { addresses, granted, supplierName } = source;
  const { agreementId, agreementNumber, period, programs, rates, changedAt } = agreement;
  const address = addresses.of(above, 'CustomerAgreement', agreementId, personal ? ['ServiceLocation', 'ServiceSupplier'] : []);
  const shown: DataSet[] = [
    granted.includes('account') ? 'account' : undefined,
    rates.length > 0 ? 'billing' : undefined,
    programs.length > 0 ? 'programEnrollment' : undefined,
  ].filter((dataSet) => dataSet !== undefined) as DataSet[];
  const tariffs = [...new Set(rates.map(({ tariff }) => tariff))];
  const payload = customerAgreementXml({ agreementId: agreementNumber, period, programs, tariffs });
  const updated = Math.max(changedAt, ...programs.map((program) => program.changedAt));
  // A masked number is what comes with the usage of a service.
  const masked: DataSet[] = granted.includes('usage') ? ['usage'] : [];
  const own = entry(address, 'Service agreement', updated, payload, shown.length === 0 ? masked : shown);
  if (!personal) return [own];
  const meters = granted.includes('account') ? ['Meter', 'EndDevice'] : [];
  const location = addresses.of(address.path, 'ServiceLocation', agreementId, meters);
  const place = { ...agreement, usagePoints: [addresses.usagePoint(agreement.usagePointId)] };
  const supplier = addresses.of(address.path, 'ServiceSupplier', agreementId);
  return [
    own,
    entry(location, 'Service location', changedAt, serviceLocationXml(place), agreement.address === null ? [] : ['basic']),
    entry(supplier, 'Service supplier', changedAt, serviceSupplierXml({ name: supplierName, kind: 'utility' }), []),
    ...agreement.meters.flatMap((meter) => {
      const resource = { ...meter, serialNumber: meter.meterNumber };
      const end = addresses.of(location.path, 'EndDevice', `${agreementId}/${meter.meterId}`);
      return [
        entry(addresses.of(location.path, 'Meter', `${agreementId}/${meter.meterId}`), 'Meter', meter.changedAt, meterXml(resource), [
          'account',
        ]),
        { ...entry(end, 'End device', meter.changedAt, endDeviceXml(resource), ['account']), inBatch: false },
      ];
    }),
  ];
}

function programEntries(record: CustomerRecord, above: string, { addresses }: Source): CustomerEntry[] {
  const programs = record.accounts.flatMap(({ agreements }) => agreements.flatMap((agreement) => agreement.programs));
  return programs.map(({ programId, code, name, caisoResourceId, caisoLocationId, changedAt }) => {
    const caiso = [caisoResourceId && `CAISO resource ${caisoResourceId}`, caisoLocationId && `CAISO location ${caisoLocationId}`];
    const note = caiso.filter(Boolean).join('; ') || null;
    const payload = programDateIdMappingsXml({ code, name, note });
    return entry(addresses.of(above, 'ProgramDateIdMappings', programId), 'Programme', changedAt, payload, ['programEnrollment']);
  });
}

function entry(
  { id, links, path, collection }: CustomerAddress,
  title: string,
  updated: number,
  payload: string,
  dataSets: readonly DataSet[],
): CustomerEntry {
  return { frame: { id, links, title, published: updated, updated }, payload, path, collection, dataSets, inBatch: true };
}
