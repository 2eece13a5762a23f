import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, removePostgres } from '@greenledger/embedded';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Progress } from '../run/progress.js';
import { startStack } from '../run/start-stack.js';
import type { Stack } from '../run/stack.js';
import { upload, waitUntilStored, type UploadPath } from '../town/upload.js';
import { eventually, patientFetch } from './patient-fetch.js';
import { Visitor } from './visitor.js';

const COLUMNS =
  'customer_number,customer_name,email,locale,account_number,agreement_number,service_kind,service_from,service_to,service_point_number,address,postcode,time_zone,tariff,meter_number,meter_from,meter_to';
const PLACE = 'SP-1,1 Elm St,95014,America/Los_Angeles,E-1,M-1,2025-01-01,';
const MOVE_OUT = Date.UTC(2026, 8, 6, 7) / 1000;
const holder = (until: string): string => `C-1,Ida Example,ida@customer.example,en,44-100,SA-7,electric,2025-01-01,${until},${PLACE}`;

/** Ten local days of hourly readings from 1 September 2026, in CMEP; the stamps are the ends of the hours, UTC. */
function meterFile(): string {
  const stamp = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/[-:T]/g, '').slice(0, 12);
  const first = Date.UTC(2026, 8, 1, 7) / 1000;
  const days = Array.from({ length: 10 }, (_, day) => {
    const hours = Array.from({ length: 24 }, (_, hour) => `${stamp(first + day * 86_400 + (hour + 1) * 3600)},,${hour + 1}.0`);
    return `MEPMD01,19970819,1,2,GREENBTN,SA,202609120000,M-1,OK,E,KWH,,00000100,24,${hours.join(',')},`;
  });
  return `${days.join('\r\n')}\r\n`;
}

describe('a customer without an account who moves out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenledger-move-out-'));
  let stack: Stack;
  let token = '';
  let address = '';
  const visitor = new Visitor();
  beforeAll(async () => {
    const port = await freePort();
    const where = { directory: join(folder, 'state'), port, database: 'greenledger_move_out_test' };
    stack = await startStack({ ...where, fresh: true, progress: new Progress() });
  }, 120_000);
  afterAll(async () => {
    await stack?.stop();
    removePostgres(join(folder, 'state', 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  async function deliver(path: UploadPath, fileName: string, text: string): Promise<void> {
    const target = { origin: stack.origin, operator: stack.operator, fetch: patientFetch };
    const { importId } = await upload(target, path, { fileName, content: text });
    await waitUntilStored(target, importId);
  }
  const extract = (...rows: string[]): string => [COLUMNS, ...rows, ''].join('\r\n');
  /** The starts of the readings in the feed of the token. */
  async function readings(): Promise<number[]> {
    const answer = await patientFetch(address, { headers: { authorization: `Bearer ${token}` } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status}: ${text}`);
    const parts = text.split('IntervalReading>').filter((part) => part.includes('timePeriod>'));
    return parts.map((part) => Number(/<espi:start>(\d+)</.exec(part)![1]));
  }

  it('gets in by a code from the mailbox, and reads the own data with a token', async () => {
    await deliver('cis-extracts', 'customers.csv', extract(holder('')));
    await deliver('meter-files', 'readings.cmep', meterFile());
    const form = await visitor.open(`${stack.origin}/guest?returnTo=/my-token`);
    const asked = await visitor.submit(form, /guest/, { enter: { accountNumber: '44 100', agreementNumber: 'sa7', postcode: '95014' } });
    const code = await eventually('The customer should get a code by mail.', async () => {
      const mails = (await (await patientFetch(`${stack.mailUrl}/messages`)).json()) as { to: string; text: string }[];
      return /code is (\d{6})/.exec(mails.find(({ to }) => to.includes('ida@'))?.text ?? '')?.[1];
    });
    const mine = await visitor.submit(asked, /code/, { enter: { code } });
    expect(mine.url.pathname).toBe('/my-token');
    const created = await visitor.submit(mine, /my-token$/, { enter: { label: 'spreadsheet' } });
    token = /glp_[\w-]{43}/.exec(created.html)![0];
    address = /http[^<"]+\/Batch\/Subscription\/[\w-]+/.exec(created.html)![0];
    expect(await readings()).toHaveLength(240);
  }, 60_000);

  it('finds of the customer records the masked agreement number only, because usage alone is shared', async () => {
    const records = await patientFetch(address.replace('/Batch/Subscription/', '/Batch/RetailCustomer/'), {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await records.text();
    expect(records.status).toBe(200);
    expect([...text.matchAll(/<cust:[^>]+>/g)].map(([tag]) => tag)).toEqual(['<cust:CustomerAgreement>', '<cust:agreementId>']);
    expect(text).toContain('<cust:agreementId>••••-7<');
  }, 60_000);

  it('keeps the own time and never sees the next holder’s, by both rooms that watch', async () => {
    const next = `C-2,Next Holder,,en,45-200,SA-8,electric,2026-09-06,,${PLACE}`;
    await deliver('cis-extracts', 'move.csv', extract(holder('2026-09-06'), next));
    const own = await eventually('The feed should end at the move-out.', async () => {
      const starts = await readings();
      return starts.length < 240 ? starts : undefined;
    });
    expect(own).toHaveLength(120);
    expect(Math.max(...own)).toBe(MOVE_OUT - 3600);
    const mail = await eventually('The customer should be told by mail.', async () => {
      const mails = (await (await patientFetch(`${stack.mailUrl}/messages`)).json()) as { to: string; subject: string; text: string }[];
      return mails.find(({ subject }) => subject.includes('changed hands'));
    });
    expect(mail.to).toContain('ida@');
    expect(mail.text).toMatch(/September 6, 2026 at 12:00\sAM PDT/);
  }, 60_000);
});
