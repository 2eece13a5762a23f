import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UsagePointChanged } from '@greenledger/contracts';
import { customerFeed, type WrittenService } from '../test-support/customer-xml.js';
import { extractOfRows } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { CustomerQueries } from './customer-queries.js';
import { CustomerRecords } from './customer-records.js';

const JANUARY = Date.UTC(2025, 0, 1, 8) / 1_000;
const JUNE = Date.UTC(2025, 5, 1, 7) / 1_000;
const ADA: WrittenService = {
  customer: 'C1',
  name: 'Ada Example',
  account: 'A1',
  agreement: 'G1-4821',
  servicePoint: 'SP1',
  from: JANUARY,
  meter: { number: 'E-1', from: JANUARY },
  tariff: 'E-TOU C',
  program: 'SmartRate',
};

describe('an ESPI customer file', () => {
  let service: RunningService;
  let folder: string;
  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'greenledger-watch-')), 'in');
    await mkdir(folder);
    service = await RunningService.start({ CIS_SERVICE_KIND: 'electric', WATCH_DIR: folder, WATCH_QUIET_MS: 200 });
  });
  afterAll(() => service.stop());

  const deliver = async (text: string) => service.settled((await service.upload('cis-extracts', text)).importId);
  const changes = async (): Promise<UsagePointChanged['data'][]> =>
    (await service.log()).filter(({ type }) => type === 'UsagePointChanged').map(({ data }) => data as UsagePointChanged['data']);

  it('makes customers, services, meters and programmes known, and repeated changes nothing', async () => {
    const view = await deliver(customerFeed([ADA]));
    expect(view).toMatchObject({
      state: 'stored',
      format: 'espi',
      kind: 'cis-extract',
      lines: { accepted: 2, rejected: 0 },
      usagePointsChanged: 1,
    });
    const [point] = await changes();
    expect(point).toMatchObject({
      serviceKind: 0,
      timeZone: 'America/Los_Angeles',
      tariffProfile: 'E-TOU C',
      holders: [{ from: JANUARY, to: null }],
    });
    const { customerId, name } = await service.get(CustomerQueries).byNumber('C1');
    expect(name).toBe('Ada Example');
    const record = await service.get(CustomerRecords).read({
      customerId,
      usagePointIds: [point!.usagePointId],
      dataSets: ['basic', 'account', 'programEnrollment'],
      period: { start: 0, end: null },
    });
    expect(record).toMatchObject({
      kind: 'residential',
      accounts: [
        {
          accountNumber: 'A1',
          agreements: [
            {
              agreementNumber: 'G1-4821',
              address: 'SP1 Elm St, Anytown',
              meters: [{ meterNumber: 'E-1', installedAt: JANUARY, removedAt: null }],
              programs: [{ code: 'DR', name: 'SmartRate', status: 'enrolled', caisoResourceId: 'RES-7' }],
            },
          ],
        },
      ],
    });
    expect(await deliver(customerFeed([ADA]).replace('<title>x<', '<title>y<'))).toMatchObject({ state: 'stored', usagePointsChanged: 0 });
  });

  it('hands over to the next holder, and keeps what only the CSV extract tells', async () => {
    const csv =
      'C1,Ada Example,ada@example.org,es,A1,G1-4821,electric,2025-01-01,,SP1,1 Elm St,95014,America/Los_Angeles,E-1,E-1,2025-01-01,';
    await deliver(extractOfRows(csv));
    const { tariff: _tariff, ...leaving } = { ...ADA, to: JUNE };
    const next = { ...leaving, customer: 'C2', name: 'Bo Example', account: 'A2', agreement: 'G2', from: JUNE, to: undefined as never };
    expect(await deliver(customerFeed([leaving, next]))).toMatchObject({ state: 'stored', lines: { rejected: 0 } });
    expect((await changes()).at(-1)).toMatchObject({
      tariffProfile: 'E-1',
      holders: [
        { from: JANUARY, to: JUNE },
        { from: JUNE, to: null },
      ],
    });
    const { customerId } = await service.get(CustomerQueries).byNumber('C1');
    expect(await service.get(CustomerQueries).contact(customerId)).toMatchObject({ email: 'ada@example.org', locale: 'es' });
  });

  it('refuses what contradicts what is known, by line and element', async () => {
    const thief = {
      ...ADA,
      customer: 'C3',
      name: 'Cy Example',
      from: JUNE + 86_400,
      meter: undefined as never,
      program: undefined as never,
    };
    const view = await deliver(
      customerFeed([
        { ...thief, agreement: 'G3' },
        { ...thief, customer: 'C4', account: 'A4', agreement: 'G4' },
      ]),
    );
    expect(view).toMatchObject({ state: 'refused', refusal: { code: 'all-lines-refused' }, lines: { accepted: 0, rejected: 2 } });
    const answer = await service.fetch(`/ingest/v1/imports/${view.importId}/rejects`);
    const { rejects } = (await answer.json()) as { rejects: object[] };
    expect(rejects).toMatchObject([
      { code: 'account-of-another-customer', field: 'accountId', value: 'A1', text: expect.stringContaining('see the element accountId') },
      { code: 'agreement-overlaps', field: 'validityInterval', value: 'SP1' },
    ]);
    expect(JSON.stringify(rejects)).not.toMatch(/Cy Example|Elm/);
  });

  it('tells the kind of service itself, or has it from the setting, and else is refused', async () => {
    const other = await RunningService.start();
    try {
      const upload = async (text: string) => other.settled((await other.upload('cis-extracts', text)).importId);
      const refused = await upload(customerFeed([ADA]));
      expect(refused).toMatchObject({ state: 'refused' });
      expect((await other.rejects(refused.importId)).map(({ code }) => code)).toEqual(['service-kind-unknown', 'unknown-agreement']);
      const usagePoint =
        '<entry><link rel="self" href="/Subscription/1/UsagePoint/SP1"/><content><UsagePoint xmlns="http://naesb.org/espi"><ServiceCategory><kind>1</kind></ServiceCategory></UsagePoint></content></entry>';
      expect(await upload(customerFeed([ADA]).replace('</feed>', `${usagePoint}</feed>`))).toMatchObject({ state: 'stored' });
    } finally {
      await other.stop();
    }
  });

  it('that is a usage file, or that goes to the other door, is told where it belongs', async () => {
    const wrong = await service.fetch('/ingest/v1/meter-files', { method: 'POST', body: customerFeed([ADA]) });
    expect(wrong.status).toBe(422);
    expect(await wrong.json()).toMatchObject({
      code: 'unrecognized-file',
      detail: expect.stringContaining('send it to /ingest/v1/cis-extracts'),
    });
    const empty = await deliver('<feed xmlns="http://www.w3.org/2005/Atom"><title>Nobody</title></feed>');
    expect(empty).toMatchObject({ state: 'refused', refusal: { code: 'no-lines' } });
  });

  it('may lie in the watched folder', async () => {
    await writeFile(
      join(folder, 'customers.xml'),
      customerFeed([{ ...ADA, customer: 'C9', account: 'A9', agreement: 'G9', servicePoint: 'SP9', meter: undefined as never }]),
    );
    const end = Date.now() + 15_000;
    for (;;) {
      const done = await readdir(join(folder, 'done')).catch(() => []);
      if (done.some((name) => name.includes('customers.xml'))) break;
      if (Date.now() > end) throw new Error('the file was not put away');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await service.get(CustomerQueries).byNumber('C9')).toMatchObject({ name: 'Ada Example' });
  });
});
