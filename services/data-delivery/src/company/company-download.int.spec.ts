import { COMPANY_DOWNLOAD_PATH, DATA_SETS, ProblemError, type CompanyDownload, type DataSet } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { readingsOf } from '../testing/feed-text.js';
import { AUTHORIZATION, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample, project } from '../testing/sample-data.js';

const { thirdPartyId, clientId } = COMPANY;
const { authorizationId } = AUTHORIZATION;

describe('a download for a person of a company', () => {
  const service = new RunningService();
  let requests: RequestClient;
  beforeAll(async () => {
    await service.start();
    const log = await loadSample(service);
    await project(service, [log.bill('bill-1')]);
    requests = RequestClient.of(service.nats.credentials('portal'));
  });
  afterAll(async () => {
    await requests?.close();
    await service.stop();
  });
  const grant = (dataSets: readonly DataSet[]): void => {
    service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, dataSets } };
  };
  beforeEach(() => {
    grant(DATA_SETS);
    service.authorization.recorded.length = 0;
    service.authorization.decide = AuthorizationStandIn.record;
  });
  const ticket = async (what: CompanyDownload, of = thirdPartyId): Promise<string> =>
    (await requests.request('data-delivery.issue-download-ticket', { thirdPartyId: of, authorizationId, what })).ticket;
  const fetchWith = (authorization: string, accept: string): Promise<Response> =>
    fetch(`${service.url}/${COMPANY_DOWNLOAD_PATH}`, { headers: { authorization, accept } });
  const file = async (what: CompanyDownload, accept: string): Promise<Response> => fetchWith(`Bearer ${await ticket(what)}`, accept);

  it.each<[CompanyDownload, string, RegExp, object]>([
    [
      'usage',
      'application/atom+xml',
      /<espi:IntervalReading>/,
      { resource: 'Batch/Subscription', rendererVersion: 'espi-4.0/2', dataSets: ['usage', 'billing'] },
    ],
    ['usage', 'text/csv', /^subscription,usage_point,/, { resource: 'Batch/Subscription', rendererVersion: 'csv/3' }],
    ['usage', 'application/json', /"usageSummaries":\[\{/, { rendererVersion: 'json/2' }],
    [
      'bills',
      'text/csv',
      /\n[^\n]*,Generation & more,1,50,/,
      { resource: 'Subscription/UsagePoint/{id}/UsageSummary', dataSets: ['billing'] },
    ],
    ['customer', 'text/csv', /Ada <Example>/, { resource: 'Batch/RetailCustomer', rendererVersion: 'customer-csv/1' }],
  ])('of %s as %s is the file, recorded as a release to the company before it is sent', async (what, accept, expected, recorded) => {
    const answer = await file(what, accept);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(accept);
    expect(await answer.text()).toMatch(expected);
    expect(service.authorization.recorded).toMatchObject([{ ...recorded, authorizationId, thirdPartyId, clientId }]);
    expect(answer.headers.get('release-id')).toBe(service.authorization.recorded[0]!.releaseId);
  });

  it('is the very feed that the company’s software gets', async () => {
    service.authorization.token('token-access', 'access');
    const own = await (await service.get(`/Batch/Subscription/${authorizationId}`, 'token-access')).text();
    const text = await (await file('usage', 'application/atom+xml')).text();
    expect(text).toBe(own);
    expect(readingsOf(text)).toHaveLength(73);
  });

  it('needs a ticket, which is good once, for a minute, and opens nothing else', async () => {
    const one = `Bearer ${await ticket('usage')}`;
    expect(
      (
        await fetch(`${service.url}/DataCustodian/espi/1_1/resource/Batch/Subscription/${authorizationId}`, {
          headers: { authorization: one },
        })
      ).status,
    ).toBe(401);
    expect((await fetchWith(one, 'text/csv')).status).toBe(200);
    const again = await fetchWith(one, 'text/csv');
    expect([again.status, await again.json()]).toEqual([401, expect.objectContaining({ code: 'unauthenticated' })]);
    expect((await fetchWith('Bearer nobody', 'text/csv')).status).toBe(401);
    expect((await fetch(`${service.url}/${COMPANY_DOWNLOAD_PATH}`)).status).toBe(401);
    const late = `Bearer ${await ticket('usage')}`;
    await service.database.dataSource.query(`UPDATE download_ticket SET expires_at = clock_timestamp() - interval '1 second'`);
    expect((await fetchWith(late, 'text/csv')).status).toBe(401);
    expect(service.authorization.recorded).toHaveLength(1);
  });

  it('is refused for another company, an ended authorization, and data that are not authorized', async () => {
    await expect(ticket('usage', 'tp-2')).rejects.toMatchObject({ code: 'not-found' });
    grant(['usage']);
    await expect(ticket('bills')).rejects.toMatchObject({ code: 'conflict' });
    await expect(ticket('customer')).rejects.toMatchObject({ code: 'conflict' });
    service.authorization.view = { ...AUTHORIZATION, status: 'revoked' };
    await expect(ticket('usage')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is decided again when it is fetched: after a revocation nothing leaves', async () => {
    const given = `Bearer ${await ticket('usage')}`;
    service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'revoked a moment ago' });
    const refused = await fetchWith(given, 'text/csv');
    expect([refused.status, (await refused.json()) as object]).toEqual([403, expect.objectContaining({ code: 'release-refused' })]);
    const next = `Bearer ${await ticket('usage')}`;
    service.authorization.decide = () => Promise.reject(new ProblemError('unavailable', 'no answer'));
    expect((await fetchWith(next, 'text/csv')).status).toBe(503);
  });
});
