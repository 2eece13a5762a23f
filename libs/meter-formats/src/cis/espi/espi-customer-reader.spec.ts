import { describe, expect, it } from '@jest/globals';
import { type CisFileLine, MOST_OPEN_CUSTOMERS, readCisFile, UnrecognizedFileError } from '../../index.js';

const JANUARY = 1_735_718_400;
const JUNE = 1_748_761_200;
const FEED = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cust="http://naesb.org/espi/customer" xmlns:espi="http://naesb.org/espi">\n';
const BASE = 'https://utility.example/espi/1_1/resource';

/** An entry on a line of its own. */
const entry = (path: string, payload: string, links = ''): string =>
  `<entry><link rel="self" href="${BASE}/${path}" type="cust-entry/X"/>${links}<content type="application/xml">${payload}</content></entry>\n`;
const customer = (
  c: number | string,
  inside = '<cust:kind>residential</cust:kind><cust:customerName>Ada Example</cust:customerName>',
): string => entry(`RetailCustomer/7/Customer/C${c}`, `<cust:Customer>${inside}</cust:Customer>`);
const account = (c: number | string, inside = `<cust:accountId>A${c}</cust:accountId>`): string =>
  entry(`RetailCustomer/7/Customer/C${c}/CustomerAccount/a`, `<cust:CustomerAccount>${inside}</cust:CustomerAccount>`);
const PERIOD = `<cust:validityInterval><cust:duration>0</cust:duration><cust:start>${JANUARY}</cust:start></cust:validityInterval>`;
const agreement = (c: number | string, inside = `${PERIOD}<cust:agreementId>G${c}</cust:agreementId>`): string =>
  entry(
    `RetailCustomer/7/Customer/C${c}/CustomerAccount/a/CustomerAgreement/g`,
    `<cust:CustomerAgreement>${inside}</cust:CustomerAgreement>`,
  );
const usagePoints = (...ids: string[]): string =>
  `<cust:UsagePoints>${ids.map((id) => `<cust:UsagePoint> ${BASE}/Subscription/7/UsagePoint/${id} </cust:UsagePoint>`).join('')}</cust:UsagePoints>`;
const ADDRESS =
  '<cust:mainAddress><cust:streetDetail><cust:number>1</cust:number><cust:name>Elm</cust:name><cust:type>St</cust:type></cust:streetDetail>' +
  '<cust:townDetail><cust:name>Anytown</cust:name><cust:stateOrProvince>CA</cust:stateOrProvince></cust:townDetail><cust:postalCode>95014</cust:postalCode></cust:mainAddress>';
const PLACE = 'CustomerAccount/a/CustomerAgreement/g/ServiceLocation/s';
const location = (c: number | string, inside = ADDRESS + usagePoints(`SP${c}`)): string =>
  entry(`RetailCustomer/7/Customer/C${c}/${PLACE}`, `<cust:ServiceLocation>${inside}</cust:ServiceLocation>`);
const INSTALLED = `<cust:lifecycle><cust:installationDate>${JANUARY}</cust:installationDate></cust:lifecycle>`;
const meter = (c: number | string, m = 'm', inside = `<cust:serialNumber>M${c}</cust:serialNumber>${INSTALLED}`, links = ''): string =>
  entry(`RetailCustomer/7/Customer/C${c}/${PLACE}/Meter/${m}`, `<cust:Meter>${inside}</cust:Meter>`, links);
const whole = (c: number | string): string => customer(c) + account(c) + agreement(c) + location(c) + meter(c);

async function read(text: string, size = text.length + 1): Promise<CisFileLine[]> {
  const bytes = new TextEncoder().encode(text);
  const chunks = (async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
  const lines: CisFileLine[] = [];
  for await (const line of readCisFile('espi', chunks, { timeZone: 'UTC', locale: 'en' })) lines.push(line);
  return lines;
}
const feed = (...entries: string[]): string => `${FEED}${entries.join('')}</feed>`;
const codes = (lines: readonly CisFileLine[]) =>
  lines.flatMap((line) => (line.kind === 'reject' ? [[line.line, line.code, line.field]] : []));

describe('an ESPI customer file', () => {
  it('gives the row that a CSV extract would have, and leaves open what it does not tell', async () => {
    expect(await read(feed(whole(1)))).toEqual([
      {
        kind: 'row',
        written: 'elements',
        position: 1,
        line: 6,
        raw: expect.stringMatching(/Customer\/C1\/.*\/Meter\/m$/),
        customerNumber: 'C1',
        customerName: 'Ada Example',
        customerKind: 'residential',
        email: undefined,
        locale: undefined,
        phone: undefined,
        mailingAddress: undefined,
        accountNumber: 'A1',
        agreementNumber: 'G1',
        serviceKind: undefined,
        serviceFrom: JANUARY,
        serviceTo: null,
        servicePointNumber: 'SP1',
        address: '1 Elm St, Anytown CA',
        postcode: '95014',
        timeZone: undefined,
        tariff: undefined,
        voltageClass: undefined,
        meter: { number: 'M1', from: JANUARY, to: null },
      },
    ]);
  });

  it('gives the same whatever the pieces it comes in and the order of the entries of a customer', async () => {
    const text = feed(whole(1), whole(2));
    const expected = await read(text);
    for (const size of [1, 7, 4_096]) expect(await read(text, size)).toEqual(expected);
    const upside = feed(meter(1), location(1), agreement(1), account(1), customer(1));
    const [row] = (await read(upside)) as { line: number }[];
    expect({ ...row, line: 0 }).toEqual({ ...expected[0], line: 0 });
  });

  it('is read in the default namespace, as 1.1 writes it, with milliseconds and names instead of ids', async () => {
    const plain = (text: string): string => text.replaceAll('cust:', '');
    const old = plain(
      customer('MjYy==', '<name>ACME</name>') +
        account('MjYy==', '<name>1687340014</name>') +
        agreement('MjYy==', `<name>1112392222</name><signDate>${JANUARY}000</signDate>`) +
        location(
          'MjYy==',
          ADDRESS.replace(/<cust:postalCode>.*?<\/cust:postalCode>/, '').replace(
            '<cust:townDetail>',
            '<cust:townDetail><cust:code>95101</cust:code>',
          ),
        ) +
        meter('MjYy=='),
    );
    const text = `<ns1:feed xmlns:ns1="http://www.w3.org/2005/Atom">${old.replace(/<(\/?)(entry|link|content)/g, '<$1ns1:$2').replaceAll('<ns1:content type="application/xml">', '<ns1:content xmlns="http://naesb.org/espi/customer">')}</ns1:feed>`;
    expect(await read(text)).toMatchObject([
      {
        customerNumber: 'CMjYy==',
        customerName: 'ACME',
        accountNumber: '1687340014',
        agreementNumber: '1112392222',
        serviceFrom: JANUARY,
        postcode: '95101',
        servicePointNumber: 's',
      },
    ]);
  });

  it('takes contacts, kinds, tariffs, ends and programmes where the standard has a place for them', async () => {
    const contact =
      '<cust:Organisation><cust:postalAddress><cust:poBox>9</cust:poBox><cust:streetDetail><cust:addressGeneral>PO Box 9</cust:addressGeneral></cust:streetDetail>' +
      '<cust:postalCode>95000</cust:postalCode></cust:postalAddress><cust:phone1><cust:areaCode>415</cust:areaCode><cust:localNumber>5550100</cust:localNumber></cust:phone1>' +
      '<cust:electronicAddress><cust:email1>ada@example.org</cust:email1></cust:electronicAddress></cust:Organisation><cust:kind>enterprise</cust:kind><cust:locale>es</cust:locale><cust:customerName>Ada</cust:customerName>';
    const program = (dates: string) =>
      `<cust:validityInterval><cust:duration>${JUNE - JANUARY}</cust:duration><cust:start>${JANUARY}</cust:start></cust:validityInterval>` +
      `<cust:DemandResponseProgram><cust:programName>SmartRate</cust:programName><cust:enrollmentStatus>enrolled</cust:enrollmentStatus>${dates}</cust:DemandResponseProgram>` +
      '<cust:PricingStructures>E-TOU%20C</cust:PricingStructures><cust:agreementId>G1</cust:agreementId>';
    const date = (at: number, text: string) =>
      `<cust:programDate><cust:programDate>${at}</cust:programDate><cust:programDateDescription>${text}</cust:programDateDescription></cust:programDate>`;
    const mapping = entry(
      'RetailCustomer/7/Customer/C1/ProgramDateIdMappings/p',
      '<cust:ProgramDateIdMappings><cust:programDateIdMapping><cust:code>SR</cust:code><cust:name>SmartRate</cust:name><cust:note>CAISO resource RES-7; CAISO location SLAP</cust:note></cust:programDateIdMapping></cust:ProgramDateIdMappings>',
    );
    const kind = entry(
      'Subscription/7/UsagePoint/SP1',
      '<espi:UsagePoint><espi:ServiceCategory><espi:kind>1</espi:kind></espi:ServiceCategory></espi:UsagePoint>',
    );
    const lines = await read(
      feed(
        kind,
        customer(1, contact),
        account(1),
        agreement(1, program(date(JANUARY, 'enrollment') + date(JUNE, 'end of enrollment'))),
        location(1),
        mapping,
      ),
    );
    expect(lines).toMatchObject([
      {
        kind: 'row',
        email: 'ada@example.org',
        phone: '415 5550100',
        mailingAddress: 'PO Box 9 95000',
        customerKind: 'enterprise',
        locale: 'es',
        serviceKind: 1,
        serviceTo: JUNE,
        tariff: 'E-TOU C',
        meter: null,
      },
      {
        kind: 'program',
        code: 'SR',
        name: 'SmartRate',
        from: JANUARY,
        to: JUNE,
        caisoResourceId: 'RES-7',
        caisoLocationId: 'SLAP',
        servicePointNumber: 'SP1',
      },
    ]);
  });

  it('pairs meters with usage points by utcNumber or link, and refuses one that nothing pairs', async () => {
    const two = location(1, ADDRESS + usagePoints('SP1', 'SP2'));
    const named = (serial: string, rest = ''): string =>
      `<cust:utcNumber>${rest}</cust:utcNumber><cust:serialNumber>${serial}</cust:serialNumber>${INSTALLED}`;
    const link = `<link rel="related" href="${BASE}/Subscription/7/UsagePoint/SP2"/>`;
    const lines = await read(
      feed(
        customer(1),
        account(1),
        agreement(1),
        two,
        meter(1, 'm1', named('X1', 'SP1')),
        meter(1, 'm2', named('X2'), link),
        meter(1, 'm3', named('X3', 'SP9')),
      ),
    );
    expect(lines.flatMap((line) => (line.kind === 'row' ? [[line.servicePointNumber, line.meter?.number]] : []))).toEqual([
      ['SP1', 'X1'],
      ['SP2', 'X2'],
    ]);
    expect(codes(lines)).toEqual([[8, 'meter-of-several-usage-points', 'utcNumber']]);
  });

  it.each<[string, string[], [number, string, string][]]>([
    ['no Customer', [account(1), agreement(1), location(1)], [[3, 'entry-missing', 'Customer']]],
    [
      'no account',
      [customer(1), agreement(1), location(1)],
      [
        [3, 'entry-missing', 'CustomerAccount'],
        [2, 'entry-missing', 'CustomerAccount'],
      ],
    ],
    ['no agreement', [customer(1), account(1)], [[3, 'entry-missing', 'CustomerAgreement']]],
    [
      'a location of no agreement',
      [customer(1), account(1), location(1)],
      [
        [4, 'entry-missing', 'CustomerAgreement'],
        [3, 'entry-missing', 'CustomerAgreement'],
      ],
    ],
    ['no location', [customer(1), account(1), agreement(1)], [[4, 'entry-missing', 'ServiceLocation']]],
    ['an entry without links', [whole(1), '<entry><content><cust:Meter/></content></entry>'], [[7, 'entry-without-place', 'Meter']]],
    ['no name', [customer(1, ''), account(1), agreement(1), location(1)], [[4, 'field-missing', 'customerName']]],
    [
      'a kind of nowhere',
      [customer(1, '<cust:kind>wizard</cust:kind><cust:customerName>A</cust:customerName>'), account(1), agreement(1), location(1)],
      [[4, 'unknown-customer-kind', 'kind']],
    ],
    [
      'a masked number',
      [customer(1), account(1), agreement(1, `${PERIOD}<cust:agreementId>••••4821</cust:agreementId>`), location(1)],
      [[4, 'number-masked', 'agreementId']],
    ],
    ['no beginning', [customer(1), account(1), agreement(1, ''), location(1)], [[4, 'field-missing', 'validityInterval']]],
    ['no address', [customer(1), account(1), agreement(1), location(1, usagePoints('SP1'))], [[5, 'field-missing', 'mainAddress']]],
    [
      'a meter without a date',
      [customer(1), account(1), agreement(1), location(1), meter(1, 'm', '<cust:serialNumber>M1</cust:serialNumber>')],
      [[6, 'meter-from-missing', 'installationDate']],
    ],
    [
      'a name that is too long',
      [customer(1, `<cust:customerName>${'x'.repeat(257)}</cust:customerName>`), account(1), agreement(1), location(1)],
      [[4, 'field-too-long', 'customerName']],
    ],
    ['an entry that is too long', [customer(1, '<cust:a/>'.repeat(5_001))], [[2, 'entry-too-long', 'Customer']]],
  ])('with %s is refused there, by line and element, without personal data', async (_name, entries, expected) => {
    const lines = await read(feed(...entries));
    expect(codes(lines)).toEqual(expected);
    expect(JSON.stringify(lines.filter(({ kind }) => kind === 'reject'))).not.toMatch(/Ada|Elm/);
  });

  it('names what it does not take', async () => {
    const statement = entry(
      'RetailCustomer/7/Customer/C1/CustomerAccount/a/Statement/b',
      '<cust:Statement><cust:issueDateTime>1</cust:issueDateTime></cust:Statement>',
    );
    const lines = await read(feed(whole(1), statement, statement));
    expect(lines.filter(({ kind }) => kind === 'remark')).toMatchObject([
      { text: expect.stringMatching(/^Statement \(2\): not taken; .*bills come as CSV/) },
    ]);
  });

  it('gives what was whole when it breaks off, and says where', async () => {
    const lines = await read(feed(whole(1)).slice(0, -7));
    expect(lines.map(({ kind }) => kind)).toEqual(['row', 'reject']);
    expect(codes(lines)).toEqual([[7, 'xml-not-well-formed', 'line']]);
    await expect(read('')).rejects.toBeInstanceOf(UnrecognizedFileError);
    await expect(read('<invoice/>')).rejects.toBeInstanceOf(UnrecognizedFileError);
    await expect(read('<!DOCTYPE x [<!ENTITY a "b">]><feed/>')).rejects.toBeInstanceOf(UnrecognizedFileError);
  });

  it('holds no more customers than it says, and refuses an entry that comes too late', async () => {
    const many = Array.from({ length: MOST_OPEN_CUSTOMERS + 1 }, (_, c) => whole(c));
    const lines = await read(feed(...many, meter(0)));
    expect(lines.filter(({ kind }) => kind === 'row')).toHaveLength(MOST_OPEN_CUSTOMERS + 1);
    expect(lines.flatMap((line) => (line.kind === 'reject' ? [[line.code, line.field]] : []))).toEqual([
      ['entry-missing', 'CustomerAgreement'],
    ]);
  });
});
