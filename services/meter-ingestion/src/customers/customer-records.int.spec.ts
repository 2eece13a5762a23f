import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATA_SETS, type BillingSummaryChanged, type DataSet, type PowerQualitySummaryChanged } from '@greenledger/contracts';
import { extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { CustomerQueries } from './customer-queries.js';
import { CustomerRecords } from './customer-records.js';

const ZONE = 'America/Los_Angeles';
const OLD = `C1,Ada Old,ada@example.org,en,A-1111,G-1111,electric,2025-01-01,2025-06-01,SP1,1 Elm St,95014,${ZONE},E-1,M-1,2025-01-01,2025-09-01`;
const NEW = `C2,Bo New,,en,A-2222,G-2222,electric,2025-06-01,,SP1,1 Elm St,95014,${ZONE},E-2,M-2,2025-09-01,`;
const table = (header: string, ...rows: string[]): string => [header, ...rows, ''].join('\r\n');
const RATES = 'service_point_number,tariff,tariff_from,tariff_to';
const PROGRAMS =
  'agreement_number,service_point_number,program_code,program_name,program_status,program_from,program_to,caiso_resource_id,caiso_location_id';
const BILLS =
  'bill_number,agreement_number,service_point_number,period_from,period_to,read_from,read_to,issued_on,currency,amount,tariff,consumption,consumption_unit,quality,item_note,item_kind,item_amount,item_from,item_to';
const bill = (number: string, agreement: string, from: string, to: string, amount: string, item: string): string =>
  `${number},${agreement},SP1,${from},${to},${from},${to},${to},USD,${amount},E-1,412.5,kWh,revenue,${item}`;
const at = (month: number): number => Date.UTC(2025, month, 1, month >= 3 && month < 10 ? 7 : 8) / 1_000;

describe('the records of a customer', () => {
  let service: RunningService;
  let usagePointId: string;
  const deliver = async (text: string) => service.settled((await service.upload('cis-extracts', text)).importId);
  const customer = async (number: string) => (await service.get(CustomerQueries).byNumber(number)).customerId;
  const record = async (number: string, dataSets: readonly DataSet[] = DATA_SETS, period = { start: 0, end: null as number | null }) =>
    service.get(CustomerRecords).read({ customerId: await customer(number), usagePointIds: [usagePointId], dataSets, period });
  const bills = async (): Promise<BillingSummaryChanged['data'][]> =>
    (await service.log()).filter(({ type }) => type === 'BillingSummaryChanged').map(({ data }) => data as BillingSummaryChanged['data']);

  beforeAll(async () => {
    service = await RunningService.start();
    await deliver(extractOfRows(OLD, NEW));
    usagePointId = (await service.get(CustomerQueries).services(await customer('C1')))[0]!.usagePointId;
  });
  afterAll(() => service.stop());

  it('come in files of their own, and the same file again changes nothing', async () => {
    const files = [
      table(RATES, 'SP1,E-1,2025-01-01,2025-07-01', 'SP1,E-2,2025-07-01,'),
      table(PROGRAMS, 'G-1111,SP1,SMART,SmartRate,enrolled,2025-02-01,,RES-7,SLAP_1', 'G-2222,SP1,CBP,Bidding,enrolled,2025-07-01,,,'),
      table(
        BILLS,
        bill('B-1', 'G-1111', '2025-04-01', '2025-05-01', '123.45', 'Generation,generation-fee,50.00,2025-04-01,2025-05-01'),
        bill('B-1', 'G-1111', '2025-04-01', '2025-05-01', '123.45', 'City tax,tax,3.00001,,'),
        bill('B-2', 'G-2222', '2025-07-01', '2025-08-01', '80', ',,,,'),
      ),
    ];
    for (const file of files) expect(await deliver(file)).toMatchObject({ state: 'stored', lines: { rejected: 0 } });
    expect(await bills()).toMatchObject([
      {
        usagePointId,
        customerId: await customer('C1'),
        billingPeriod: { start: at(3), end: at(4) },
        billLastPeriod: 12_345_000,
        currency: 840,
        quality: 19,
        commodity: 1,
        consumption: { value: 412_500, uom: 72, powerOfTenMultiplier: 0, at: at(4) },
        items: [
          { note: 'Generation', itemKind: 1, amount: 5_000_000, period: { start: at(3), end: at(4) } },
          { note: 'City tax', itemKind: 5, amount: 300_001, period: null },
        ],
      },
      { customerId: await customer('C2'), billLastPeriod: 8_000_000, items: [] },
    ]);
    for (const file of files) expect((await deliver(`${file}\r\n`)).lines).toMatchObject({ rejected: 0 });
    expect(await bills()).toHaveLength(2);
    expect(JSON.stringify(await service.log())).not.toMatch(/B-1|G-1111|A-1111|Ada|Elm/);
  });

  it('show a former holder nothing of the next one, and the other way round', async () => {
    const old = await record('C1');
    expect(old).toMatchObject({
      name: 'Ada Old',
      accounts: [
        {
          accountNumber: 'A-1111',
          lastBillAmount: 12_345_000,
          statements: [{ issuedAt: at(4) }],
          agreements: [
            {
              agreementNumber: 'G-1111',
              period: { start: at(0), end: at(5) },
              meters: [{ meterNumber: 'M-1', installedAt: at(0), removedAt: null }],
              rates: [{ tariff: 'E-1', period: { start: at(0), end: at(5) } }],
              programs: [{ code: 'SMART', status: 'enrolled', caisoResourceId: 'RES-7', caisoLocationId: 'SLAP_1' }],
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(old)).not.toMatch(/Bo New|2222|M-2|E-2|CBP/);
    const next = await record('C2');
    expect(JSON.stringify(next)).not.toMatch(/Ada|1111|SMART|12345000/);
    expect(next.accounts[0]!.agreements[0]!.meters.map(({ meterNumber }) => meterNumber)).toEqual(['M-1', 'M-2']);
    expect(next.accounts[0]!.agreements[0]!.rates).toEqual([
      { tariff: 'E-1', period: { start: at(5), end: at(6) } },
      { tariff: 'E-2', period: { start: at(6), end: null } },
    ]);
  });

  it('hold what the data sets cover and no more', async () => {
    expect(await record('C1', ['usage'])).toMatchObject({
      name: null,
      accounts: [{ accountNumber: null, statements: [], lastBillAmount: null }].map((account) => ({
        ...account,
        agreements: [{ agreementNumber: '••••111', period: null, address: null, postcode: null, meters: [], rates: [], programs: [] }],
      })),
    });
    expect(JSON.stringify(await record('C1', ['basic']))).not.toMatch(/G-1111|A-1111|M-1|SmartRate|E-1"/);
    expect(JSON.stringify(await record('C1', ['billing', 'programEnrollment', 'account']))).not.toMatch(/Ada|Elm|95014/);
    expect((await record('C1', DATA_SETS, { start: at(5), end: null })).accounts).toEqual([]);
    expect((await record('C1', DATA_SETS, { start: at(3) + 1, end: null })).accounts[0]!.statements).toEqual([]);
    await expect(
      service.get(CustomerRecords).read({ customerId: 'nobody', usagePointIds: [], dataSets: [], period: { start: 0, end: null } }),
    ).rejects.toMatchObject({ code: 'unknown-customer' });
  });

  it('are refused line by line where they contradict what is known', async () => {
    const rates = await deliver(
      table(RATES, 'SP9,E-1,2025-01-01,', 'SP1,E-9,2025-03-01,', 'SP1,E-9,2025-02-30,', 'SP1,E-9,2025-03-01,2025-03-01'),
    );
    expect((await service.rejects(rates.importId)).map(({ line, code }) => [line, code])).toEqual([
      [2, 'unknown-service-point'],
      [3, 'rate-overlaps'],
      [4, 'date-not-valid'],
      [5, 'dates-reversed'],
    ]);
    const programs = await deliver(table(PROGRAMS, 'G-9,SP1,X,X,enrolled,2025-02-01,,,', 'G-1111,SP1,X,X,maybe,2025-02-01,,,'));
    expect((await service.rejects(programs.importId)).map(({ code }) => code)).toEqual(['unknown-agreement', 'unknown-word']);
    const refused = await deliver(
      table(
        BILLS,
        bill('B-3', 'G-1111', '2025-05-01', '2025-06-02', '1', ',,,,'),
        bill('B-1', 'G-2222', '2025-07-01', '2025-08-01', '1', ',,,,'),
        bill('B-4', 'G-1111', '2025-02-01', '2025-03-01', '1', 'Fine,tax,1,,'),
        bill('B-4', 'G-1111', '2025-02-01', '2025-03-01', '1', 'No amount,tax,,,'),
        bill('B-5', 'G-1111', '2025-02-01', '2025-03-01', '1.000001', ',,,,'),
        bill('B-6', 'G-1111', '2025-02-01', '2025-03-01', '6', ',,,,'),
        bill('B-7', 'G-1111', '2025-02-01', '2025-03-01', '7', ',,,,'),
        bill('B-6', 'G-1111', '2025-02-01', '2025-03-01', '6', ',,,,'),
        bill('B-8', 'G-1111', '2025-02-01', '2025-03-01', '8', ',,,,'),
        bill('B-8', 'G-1111', '2025-02-01', '2025-03-01', '9', ',,,,'),
        'broken',
        bill('B-9', 'G-1111', '2025-02-01', '2025-03-01', '9', ',,,,'),
      ),
    );
    expect((await service.rejects(refused.importId)).map(({ line, code }) => [line, code])).toEqual([
      [2, 'bill-outside-agreement'],
      [3, 'bill-of-another-agreement'],
      [4, 'bill-incomplete'],
      [5, 'field-missing'],
      [6, 'amount-not-valid'],
      [9, 'bill-rows-apart'],
      [10, 'bill-incomplete'],
      [11, 'bill-incomplete'],
      [12, 'row-not-valid'],
      [13, 'bill-incomplete'],
    ]);
    expect(refused.lines).toMatchObject({ accepted: 2, rejected: 10 });
  });

  it('hold summaries of power quality, which the log tells when they are new or corrected', async () => {
    const QUALITY = 'service_point_number,summary_from,summary_to,measurement_protocol,supply_voltage_dips';
    const told = async () =>
      (await service.log())
        .filter(({ type }) => type === 'PowerQualitySummaryChanged')
        .map(({ data }) => data as PowerQualitySummaryChanged['data']);
    const first = table(QUALITY, 'SP1,2025-03-08,2025-03-15,1,3', 'SP9,2025-03-08,2025-03-15,1,3');
    const { importId } = await deliver(first);
    expect((await service.rejects(importId)).map(({ line, code }) => [line, code])).toEqual([[3, 'unknown-service-point']]);
    // A week with a clock change in it has 167 hours.
    const start = Date.UTC(2025, 2, 8, 8) / 1_000;
    const [summary] = await told();
    expect(summary).toMatchObject({
      usagePointId,
      summaryInterval: { start, end: start + 167 * 3_600 },
      measured: { measurementProtocol: 1, supplyVoltageDips: 3, longInterruptions: null },
    });
    await deliver(`${first}\r\n`);
    expect(await told()).toHaveLength(1);
    await deliver(table(QUALITY, 'SP1,2025-03-08,2025-03-15,1,4', 'SP1,2025-03-08,2025-03-15,1,5'));
    expect((await told()).slice(1)).toMatchObject([{ summaryId: summary!.summaryId, measured: { supplyVoltageDips: 5 } }]);
  });

  it('tell the dated tariffs of a usage point and the calendars of tariffs, when they are new or corrected', async () => {
    const TIMES = 'tariff,valid_from,rank,tou,months,time_from,time_to,price,price_unit,currency';
    const told = async (kind: string): Promise<object[]> =>
      (await service.log()).filter(({ type }) => type === kind).map(({ data }) => data as object);
    expect(await told('UsagePointRatesChanged')).toEqual([
      {
        usagePointId,
        rates: [
          { tariff: 'E-1', from: at(0), to: at(6) },
          { tariff: 'E-2', from: at(6), to: null },
        ],
      },
    ]);
    const file = table(
      TIMES,
      'E-1,2025-01-01,2,2,,,,0.3,kWh,USD',
      'E-1,2025-01-01,1,1,6-9,16:00,21:00,0.5,kWh,USD',
      'E-2,2025-06-01,1,9,,,,,,',
    );
    expect(await deliver(file)).toMatchObject({ state: 'stored', lines: { rejected: 0 } });
    expect(await told('TariffCalendarChanged')).toMatchObject([
      {
        tariff: 'E-1',
        from: '2025-01-01',
        periods: [
          {
            rank: 1,
            tou: 1,
            months: [6, 7, 8, 9],
            fromMinute: 960,
            toMinute: 1_260,
            price: { amount: 50_000_000, currency: 840, uom: 72, per: 1_000 },
          },
          { rank: 2, tou: 2, months: [], fromMinute: 0, toMinute: 1_440 },
        ],
      },
      { tariff: 'E-2', from: '2025-06-01', periods: [{ rank: 1, tou: 9, price: null }] },
    ]);
    await deliver(`${file}\r\n`);
    expect(await told('TariffCalendarChanged')).toHaveLength(2);
    await deliver(table(TIMES, 'E-1,2025-01-01,1,,,,,,,', 'E-1,2025-01-01,2,3,,,,0.31,kWh,USD'));
    expect((await told('TariffCalendarChanged')).slice(2)).toMatchObject([
      { tariff: 'E-1', periods: [{ rank: 2, tou: 3, price: { amount: 31_000_000 } }] },
    ]);
    await deliver(table(RATES, 'SP1,E-2,2025-07-01,2026-01-01'));
    expect((await told('UsagePointRatesChanged')).at(-1)).toMatchObject({
      rates: [{}, { tariff: 'E-2', to: Date.UTC(2026, 0, 1, 8) / 1_000 }],
    });
    await deliver(table(RATES, 'SP1,E-2,2025-07-01,'));
  });

  it('correct a bill that came before, under the same id', async () => {
    const before = (await bills()).find(({ billLastPeriod }) => billLastPeriod === 12_345_000)!;
    await deliver(table(BILLS, bill('B-1', 'G-1111', '2025-04-01', '2025-05-01', '100', ',,,,')));
    const after = (await bills()).at(-1)!;
    expect(after).toMatchObject({ billId: before.billId, billLastPeriod: 10_000_000, items: [] });
  });
});
