import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DATA_SETS, type BatchPrepared } from '@greenledger/contracts';
import { Outbox } from '@greenledger/messaging';
import type { JobDocument } from '../prepared/job-document.js';
import { ResultSweep } from '../prepared/result-sweep.js';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';

const service = new RunningService();
const BATCH = `/Batch/RetailCustomer/${AUTHORIZATION.authorizationId}`;
const BULK = `/Batch/BulkRetailCustomerInfo/${COMPANY.applicationInformationId}`;
const everything = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, dataSets: DATA_SETS } };

beforeAll(async () => {
  await service.start();
  await loadSample(service);
});
afterAll(() => service.stop());
beforeEach(() => {
  service.authorization.view = everything;
  service.authorization.decide = AuthorizationStandIn.record;
  service.authorization.recorded.length = 0;
  for (const kind of ['access', 'client'] as const) {
    service.authorization.token(`pge-${kind}`, kind, '', COMPANY, 'pge');
    service.authorization.token(`token-${kind}`, kind);
  }
});

const get = (uri: string, token: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(uri.replace('https://utility.example', service.url), { headers: { authorization: `Bearer ${token}`, ...headers } });
const below = (href: string): string => href.split(BASE)[1]!;
/** What notifications of results have been told so far. */
async function announced(): Promise<BatchPrepared['data'][]> {
  const { entries } = await service.app.get(Outbox, { strict: false }).readPage({ after: -1, limit: 1000 });
  return entries.filter(({ type }) => type === 'BatchPrepared').map(({ data }) => data as BatchPrepared['data']);
}

describe('batches of customer records, for a client with the manners of PG&E', () => {
  it.each([
    ['Batch/RetailCustomer', BATCH, 'access'],
    ['Batch/BulkRetailCustomerInfo', BULK, 'client'],
  ])('%s gives 202 and a notification; its URI gives the records, which are recorded only then', async (name, path, kind) => {
    const accepted = await get(service.url + BASE + path, `pge-${kind}`, { 'x-transaction': 'T-7' });
    const job = (await accepted.json()) as JobDocument;
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('location')).toBe(`https://utility.example/DataCustodian/prepared/${job.id}`);
    expect(job).toMatchObject({ state: 'ready', result: { bytes: null, storedBytes: null, storedSha256: null }, error: null });
    expect(service.authorization.recorded).toEqual([]);
    expect(await (await get(accepted.headers.get('location')!, 'pge-client')).json()).toEqual(job);
    const { href } = job.result!;
    expect((await announced()).at(-1)).toEqual({
      jobId: job.id,
      thirdPartyId: COMPANY.thirdPartyId,
      resources: [href],
      correlationId: job.id,
      transaction: 'T-7',
    });

    const result = await service.get(below(href), `pge-${kind}`);
    const feed = await result.text();
    expect(result.status).toBe(200);
    expect([result.headers.get('correlationid'), result.headers.get('x-transaction')]).toEqual([job.id, 'T-7']);
    if (schemaIsHere) validateEspi(feed);
    expect(feed).toContain('<cust:Customer>');
    expect(service.authorization.recorded.map(({ resource }) => resource)).toEqual([name]);
    expect((await announced()).filter(({ jobId }) => jobId === job.id)).toHaveLength(1);
    // What is asked for anew is announced anew.
    expect(((await (await service.get(path, `pge-${kind}`)).json()) as JobDocument).id).not.toBe(job.id);
  });

  it('takes the client’s own word for it', async () => {
    const named = `${BATCH}?correlationID=word-1`;
    expect((await service.get(named, 'pge-access')).status).toBe(202);
    const result = await service.get(named, 'pge-access');
    expect([result.status, result.headers.get('correlationid')]).toEqual([200, 'word-1']);
    // The word is that of one company: another one that uses it has not asked yet.
    const other = { ...COMPANY, thirdPartyId: 'tp-9' };
    service.authorization.token('other-access', 'access', '', other, 'pge');
    expect((await service.get(named, 'other-access')).status).toBe(202);
  });

  it('gives nothing once the release is refused, and 204 where nothing is authorized', async () => {
    const { result } = (await (await service.get(BATCH, 'pge-access')).json()) as JobDocument;
    service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'The authorization was revoked.' });
    expect((await service.get(below(result!.href), 'pge-access')).status).toBe(403);
    service.authorization.view = AUTHORIZATION;
    const before = (await announced()).length;
    expect((await service.get(BULK, 'pge-client')).status).toBe(204);
    expect(await announced()).toHaveLength(before);
  });

  it('refuses at once what it would refuse later', async () => {
    const before = (await announced()).length;
    expect((await service.get(`${BATCH}?asOf=2026-01-01T00:00:00Z`, 'pge-access')).status).toBe(400);
    expect((await service.get(`${BATCH}?correlationID=two%20words`, 'pge-access')).status).toBe(400);
    expect(await announced()).toHaveLength(before);
  });

  it('is over after the days of a result', async () => {
    const job = (await (await service.get(BATCH, 'pge-access')).json()) as JobDocument;
    await service.database.dataSource.query("UPDATE prepared_batch SET expires_at = now() - interval '1 second' WHERE job_id = $1", [
      job.id,
    ]);
    await service.app.get(ResultSweep).sweep();
    const document = await (await get(`${service.url}/DataCustodian/prepared/${job.id}`, 'pge-client')).json();
    expect(document).toMatchObject({ state: 'expired', result: null });
    expect((await service.get(below(job.result!.href), 'pge-access')).status).toBe(202);
  });

  it('answers HEAD, single records and every other client at once', async () => {
    expect((await service.get(BATCH, 'pge-access', 'HEAD')).status).toBe(200);
    expect((await service.get(`/RetailCustomer/${AUTHORIZATION.authorizationId}/Customer`, 'pge-access')).status).toBe(200);
    expect((await service.get(BATCH, 'token-access')).status).toBe(200);
    expect((await service.get(BULK, 'token-client')).status).toBe(200);
    expect((await get(service.url + BASE + BATCH, 'token-access', { prefer: 'respond-async' })).status).toBe(200);
  });
});
