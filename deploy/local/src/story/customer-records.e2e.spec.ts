import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DATA_SETS } from '@greenledger/contracts';
import { freePort, removePostgres } from '@greenledger/embedded';
import { RequestClient } from '@greenledger/messaging';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClientNats } from '@nestjs/microservices';
import { companyRegistration } from '../company/registration.js';
import { documentFaults } from '../certification/document-faults.js';
import { checkout } from '../run/checkout.js';
import { Progress } from '../run/progress.js';
import { startStack } from '../run/start-stack.js';
import type { Stack } from '../run/stack.js';
import { demoTown, TOWN_TIME_ZONE } from '../town/demo-town.js';
import { runAuthorizationProgram } from '../town/index.js';
import { localDayOf } from '../town/local-days.js';
import { upload, waitUntilStored } from '../town/upload.js';
import { eventually, patientFetch } from './patient-fetch.js';
import { rowsReadBack, rowsWritten } from './rows-read-back.js';

const SCOPE = 'FB=1_3_4_5_15_16_31_35_37_39_53_67;AdditionalScope=Usage_Billing_Basic_Account_ProgramEnrollment;HistoryLength=63072000';
const EXTRACT = `customer_number,customer_name,email,locale,account_number,agreement_number,service_kind,service_from,service_to,service_point_number,address,postcode,time_zone,tariff,meter_number,meter_from,meter_to
C-1,Ida Example,ida@customer.example,en,44-100,SA-7000,electric,2025-01-01,,SP-1,1 Elm St,95014,America/Los_Angeles,E-1,M-1,2025-01-01,
`;
const BILLS = `bill_number,agreement_number,service_point_number,period_from,period_to,issued_on,currency,amount,item_note,item_kind,item_amount
B-1,SA-7000,SP-1,2026-09-01,2026-10-01,2026-10-03,USD,99.50,Energy,usage-fee,90
B-1,SA-7000,SP-1,2026-09-01,2026-10-01,2026-10-03,USD,99.50,Tax,tax,9.5
`;

describe('all data sets of a customer, from the extract to the company', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenledger-records-'));
  let stack: Stack;
  let requests: RequestClient;
  let company: { readonly clientId: string; readonly clientSecret: string; readonly thirdPartyId: string };
  beforeAll(async () => {
    const where = { directory: join(folder, 'state'), port: await freePort(), database: 'greenledger_records_test' };
    stack = await startStack({ ...where, fresh: true, progress: new Progress() });
    const { NATS_URL: servers, NATS_USER: user, NATS_PASSWORD: pass } = stack.environment('portal');
    requests = new RequestClient(new ClientNats({ servers, user, pass, inboxPrefix: '_INBOX_portal' }));
    const file = join(folder, 'company.json');
    writeFileSync(file, JSON.stringify({ ...companyRegistration(1), scopes: [SCOPE] }));
    company = JSON.parse(await runAuthorizationProgram(stack, 'register-third-party', ['--file', file])) as typeof company;
    await runAuthorizationProgram(stack, 'approve-third-party', ['--third-party', company.thirdPartyId, '--by', 'operator']);
    const target = { origin: stack.origin, operator: stack.operator, fetch: patientFetch };
    for (const [fileName, content] of Object.entries({ 'customers.csv': EXTRACT, 'bills.csv': BILLS }))
      await waitUntilStored(target, (await upload(target, 'cis-extracts', { fileName, content })).importId);
  }, 120_000);
  afterAll(async () => {
    await requests?.close();
    await stack?.stop();
    removePostgres(join(folder, 'state', 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  /** Grants every data set of every service. */
  async function grantAll(customerNumber: string): Promise<string> {
    const { customerId } = await requests.request('meter-ingestion.find-customer', { customerNumber });
    const { services } = await requests.request('meter-ingestion.list-services', { customerId });
    const usagePointIds = services.map(({ usagePointId }) => usagePointId);
    const choice = { usagePointIds, dataSets: DATA_SETS, authorizedUntil: null, historyLength: 63_072_000 };
    const consent = { textDigest: '0'.repeat(64), locale: 'en', method: 'online' } as const;
    const { thirdPartyId } = company;
    const request = { requestId: randomUUID(), thirdPartyId, customerId, choice, consent };
    return (await requests.request('authorization.grant-from-account', request)).authorizationId;
  }

  async function tokensOfCompany(): Promise<Record<string, string>> {
    const answer = await patientFetch(`${stack.origin}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${company.clientId}:${company.clientSecret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: SCOPE }),
    });
    return (await answer.json()) as Record<string, string>;
  }

  async function read(tokens: Record<string, string>, member: 'resourceURI' | 'customerResourceURI'): Promise<string> {
    const feed = await patientFetch(tokens[member]!, { headers: { authorization: `Bearer ${tokens['access_token']}` } });
    const text = await feed.text();
    if (feed.status !== 200) throw new Error(`${feed.status}: ${text}`);
    return text;
  }

  it('are released in two feeds that share nothing but the address of the usage point, and both releases are on record', async () => {
    const authorizationId = await grantAll('C-1');
    const tokens = await tokensOfCompany();
    const usage = await eventually('The bill should stand in the feed.', async () => {
      const text = await read(tokens, 'resourceURI');
      return text.includes('UsageSummary>') ? text : undefined;
    });
    expect(usage).toContain('<espi:billLastPeriod>9950000</espi:billLastPeriod>');
    expect(usage).not.toMatch(/cust:|Ida|Elm|44-100|SA-7000|B-1/);
    const records = await read(tokens, 'customerResourceURI');
    for (const text of ['Ida Example', '1 Elm St', '44-100', 'SA-7000', 'M-1', '<cust:lastBillAmount>9950000<'])
      expect(records).toContain(text);
    const usagePoint = /<cust:UsagePoint>([^<]+)</.exec(records)![1]!;
    expect(usage).toContain(`<link rel="self" href="${usagePoint}"`);
    const { releases } = await requests.request('authorization.list-releases', { authorizationId });
    const recorded = releases.map(({ manifest: { resource, dataSets } }) => ({ resource, dataSets }));
    expect(recorded).toContainEqual({ resource: 'Batch/Bulk', dataSets: ['usage', 'billing'] });
    expect(recorded).toContainEqual({ resource: 'Batch/BulkRetailCustomerInfo', dataSets: ['basic', 'billing', 'account'] });
  }, 60_000);

  it('of a whole town come back from the feed as the extract that they came from', async () => {
    const target = { origin: stack.origin, operator: stack.operator, fetch: patientFetch };
    const town = demoTown({ endDay: localDayOf(new Date(), TOWN_TIME_ZONE) });
    for (const file of [town.cis, ...town.customerRecords.filter(({ fileName }) => fileName.includes('programs'))])
      await waitUntilStored(target, (await upload(target, 'cis-extracts', file)).importId);
    const written = await rowsWritten(town.cis.content);
    const present = [...new Set(written.filter(({ to }) => to === null).map(({ customerNumber }) => customerNumber))];
    for (const customerNumber of present) await grantAll(customerNumber);
    const feed = await read(await tokensOfCompany(), 'customerResourceURI');
    const back = (await rowsReadBack(feed)).filter(({ name }) => name !== 'Ida Example');
    const expected = written.filter(({ customerNumber }) => present.includes(customerNumber)).map(({ customerNumber: _, ...row }) => row);
    const sorted = (rows: readonly object[]): string[] => [...new Set(rows.map((row) => JSON.stringify(row)))].sort();
    expect(expected.length).toBeGreaterThan(30);
    expect(sorted(back)).toEqual(sorted(expected));
  }, 60_000);

  it('and all readings come back from the raw files and extracts, with the same digest for every usage point', async () => {
    const target = { origin: stack.origin, operator: stack.operator, fetch: patientFetch };
    const { meterFiles } = demoTown({ endDay: localDayOf(new Date(), TOWN_TIME_ZONE) });
    for (const file of meterFiles.slice(-3)) await waitUntilStored(target, (await upload(target, 'meter-files', file)).importId);
    const program = join(checkout, 'deploy/build/rebuild.mjs');
    const environment = { ...process.env, GREENLEDGER_STATE: join(folder, 'state') };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, 'data-delivery', '--from', 'raw-files'], {
      env: environment,
    });
    const report = JSON.parse(stdout) as { usagePoints: number; identical: number; different: string[]; entries: number };
    expect(report.usagePoints).toBeGreaterThan(30);
    expect(report).toMatchObject({ identical: report.usagePoints, different: [] });
    // What meter-ingestion compared before it handed its log on.
    expect(stderr).toMatch(
      new RegExp(`"entries": ${report.entries},\\s+"usagePoints": ${report.usagePoints},\\s+"identical": ${report.usagePoints},`),
    );
    const usage = await read(await tokensOfCompany(), 'resourceURI');
    expect(usage).toContain('<espi:IntervalReading>');
  }, 120_000);

  it('stand in feeds of the whole town that are valid, and keep the data tests of certification (D000 to D147)', async () => {
    const target = { origin: stack.origin, operator: stack.operator, fetch: patientFetch };
    const { customerRecords } = demoTown({ endDay: localDayOf(new Date(), TOWN_TIME_ZONE) });
    for (const file of customerRecords) await waitUntilStored(target, (await upload(target, 'cis-extracts', file)).importId);
    const tokens = await tokensOfCompany();
    const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+/, '');
    const within = (query: string): Promise<string> =>
      read({ resourceURI: `${tokens['resourceURI']}?${query}`, access_token: tokens['access_token']! }, 'resourceURI');
    const usage = await within(`published-min=${daysAgo(10)}`);
    for (const mark of ['tou', 'cost', 'currency']) expect(usage).toContain(`<espi:${mark}>`);
    // Electricity from and to the grid, gas, and bills.
    expect(documentFaults('Batch/Bulk', usage, { editions: ['4.0', '3.3'], blocks: [1, 4, 5, 8, 10] })).toEqual([]);
    expect(usage.match(/<espi:UsagePoint>/g)!.length).toBeGreaterThan(40);
    const bills = await eventually('The bills of the town should stand in the feed.', async () => {
      // Of the months before those whose meter files were read.
      const text = await within(`published-max=${daysAgo(100)}`);
      return (text.match(/<espi:UsageSummary>/g) ?? []).length > 40 ? text : undefined;
    });
    expect(documentFaults('Batch/Bulk with bills', bills, { editions: ['4.0', '3.3'] })).toEqual([]);
    // Statements came with 4.0.
    const records = await read(tokens, 'customerResourceURI');
    expect(documentFaults('Batch/BulkRetailCustomerInfo', records, { editions: ['4.0'] })).toEqual([]);
  }, 120_000);
});
