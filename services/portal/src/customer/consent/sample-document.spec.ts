import { DATA_SETS, type DataSet } from '@greenledger/contracts';
import { CUSTOMER_NAMESPACES, parseXml, type XmlElement } from '@greenledger/espi';
import { describe, expect, it } from '@jest/globals';
import { sampleDocument } from './sample-document.js';

const NAME = 'Pat Example';
const document = (dataSet: DataSet): XmlElement =>
  parseXml(`<feed ${CUSTOMER_NAMESPACES} xmlns:espi="http://naesb.org/espi">${sampleDocument(dataSet, NAME)}</feed>`);
const everything = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(everything)];
const resources = (dataSet: DataSet): string[] =>
  everything(document(dataSet)).flatMap(({ name, children }) => (name === 'content' ? [children[0]!.name] : []));

describe('the sample of a data set', () => {
  it.each<[DataSet, string[]]>([
    ['usage', ['IntervalBlock', 'CustomerAgreement']],
    ['billing', ['UsageSummary', 'CustomerAccount', 'Statement', 'CustomerAgreement']],
    ['basic', ['Customer', 'ServiceLocation']],
    ['account', ['CustomerAccount', 'CustomerAgreement', 'Meter']],
    ['programEnrollment', ['CustomerAgreement', 'ProgramDateIdMappings']],
  ])('%s shows the resources that carry something of it', (dataSet, names) => expect(resources(dataSet)).toEqual(names));

  it('shows name, address and whole numbers only where they are what is shared', () => {
    const showing = (text: string): DataSet[] => DATA_SETS.filter((dataSet) => sampleDocument(dataSet, NAME).includes(text));
    expect(showing(NAME)).toEqual(['basic']);
    expect(showing('1 Sample Street')).toEqual(['basic']);
    expect(showing('0000000000-1')).toEqual(['account']);
    expect(showing('>0000000001<')).toEqual(['account']);
    expect(showing('espi:IntervalReading')).toEqual(['usage']);
  });

  it('has line items that add up to the bill', () => {
    const numbers = [...sampleDocument('billing', NAME).matchAll(/<espi:amount>(\d+)</g)].map(([, amount]) => Number(amount));
    expect(numbers.reduce((sum, amount) => sum + amount, 0)).toBe(8_417_000);
  });
});
