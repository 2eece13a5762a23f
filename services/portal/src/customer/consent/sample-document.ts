import type { DataSet } from '@greenledger/contracts';
import {
  customerAccountXml,
  customerAgreementXml,
  customerXml,
  entryXml,
  intervalBlockXml,
  meterXml,
  programDateIdMappingsXml,
  selfLink,
  serviceLocationXml,
  statementXml,
  upLink,
  usageSummaryXml,
} from '@greenledger/espi';
import { SAMPLE } from './sample-records.js';

const RESOURCE = 'https://utility.example/DataCustodian/espi/1_1/resource';
const USAGE_POINT = 'Subscription/0000/UsagePoint/0000';
const CUSTOMER = 'RetailCustomer/0000/Customer/0000';
const AGREEMENT = `${CUSTOMER}/CustomerAccount/0000/CustomerAgreement`;
const HOUR = 3600;

/**
 * What a company's computer receives of a data set: the entries that show something of it, written by the same code that writes the
 * feeds, with the records of a customer who does not exist. @param name of that customer
 */
export function sampleDocument(dataSet: DataSet, name: string): string {
  return DOCUMENTS[dataSet](name).join('').trim();
}

const DOCUMENTS: Record<DataSet, (name: string) => string[]> = {
  usage: () => {
    const { start, values, estimated } = SAMPLE.readings;
    const readings = values.map((value, hour) => ({ start: start + hour * HOUR, value, quality: estimated[hour] ? 8 : 17 }));
    return [
      espi(`${USAGE_POINT}/MeterReading/0000/IntervalBlock`, '', start + 86_400, intervalBlockXml(readings, HOUR, 17)!),
      cust(AGREEMENT, 'Service agreement', SAMPLE.agreementFrom, agreement({})),
    ];
  },
  billing: () => {
    const { bill } = SAMPLE;
    const issued = bill.statusTimeStamp;
    const account = customerAccountXml({ accountId: null, lastBillAmount: bill.billLastPeriod });
    return [
      espi(`${USAGE_POINT}/UsageSummary`, 'Bill summary', issued, usageSummaryXml(bill)),
      cust(`${CUSTOMER}/CustomerAccount`, 'Account', issued, account),
      cust(`${CUSTOMER}/CustomerAccount/0000/Statement`, 'Bill', issued, statementXml(issued)),
      cust(AGREEMENT, 'Service agreement', issued, agreement({ tariffs: [bill.tariffProfile] })),
    ];
  },
  basic: (name) => {
    const { kind, address, postcode, agreementFrom } = SAMPLE;
    const location = serviceLocationXml({ address, postcode, usagePoints: [`${RESOURCE}/${USAGE_POINT}`] });
    return [
      cust('RetailCustomer/0000/Customer', 'Customer', agreementFrom, customerXml({ name, kind })),
      cust(`${AGREEMENT}/0000/ServiceLocation`, 'Service location', agreementFrom, location),
    ];
  },
  account: () => {
    const { accountNumber, agreementNumber, agreementFrom, meter } = SAMPLE;
    const whole = { agreementId: agreementNumber, period: { start: agreementFrom, end: null } };
    return [
      cust(`${CUSTOMER}/CustomerAccount`, 'Account', agreementFrom, customerAccountXml({ accountId: accountNumber, lastBillAmount: null })),
      cust(AGREEMENT, 'Service agreement', agreementFrom, agreement(whole)),
      cust(`${AGREEMENT}/0000/ServiceLocation/0000/Meter`, 'Meter', agreementFrom, meterXml(meter)),
    ];
  },
  programEnrollment: () => {
    const { program } = SAMPLE;
    const { start } = program.period;
    return [
      cust(AGREEMENT, 'Service agreement', start, agreement({ programs: [program] })),
      cust(`${CUSTOMER}/ProgramDateIdMappings`, 'Programme', start, programDateIdMappingsXml({ ...program, note: null })),
    ];
  },
};

/** Without the data set of account details the number is masked. */
const agreement = (shown: Partial<Parameters<typeof customerAgreementXml>[0]>): string =>
  customerAgreementXml({ agreementId: `••••${SAMPLE.agreementNumber.slice(-4)}`, period: null, programs: [], tariffs: [], ...shown });

const espi = (collection: string, title: string, updated: number, payload: string): string =>
  entry('espi', collection, title, updated, payload);
const cust = (collection: string, title: string, updated: number, payload: string): string =>
  entry('cust', collection, title, updated, payload);

function entry(feed: 'espi' | 'cust', collection: string, title: string, updated: number, payload: string): string {
  const name = collection.slice(collection.lastIndexOf('/') + 1);
  const links = [
    selfLink(`${RESOURCE}/${collection}/0000`, `${feed}-entry/${name}`),
    upLink(`${RESOURCE}/${collection}`, `${feed}-feed/${name}`),
  ] as const;
  return entryXml({ id: 'urn:uuid:00000000-0000-5000-8000-000000000000', links, title, published: updated, updated }, payload);
}
