import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuthorizationStandIn } from '../testing/authorization-stand-in.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';
import type { JobDocument } from './job-document.js';

const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const BULK = `/Batch/Bulk/${COMPANY.applicationInformationId}`;

async function ready(service: RunningService, location: string): Promise<JobDocument> {
  for (const end = Date.now() + 20_000; Date.now() < end; await wait(25)) {
    const uri = location.replace('https://utility.example', service.url);
    const job = (await (await fetch(uri, { headers: { authorization: 'Bearer token-client' } })).json()) as JobDocument;
    if (job.state === 'ready') return job;
  }
  throw new Error('the job did not end');
}

describe('a client with the manners of PG&E', () => {
  const service = new RunningService({ PGE_PROFILE_CLIENTS: `someone, ${COMPANY.clientId}` });
  beforeAll(async () => {
    await service.start();
    await loadSample(service);
  });
  afterAll(() => service.stop());

  it.each([
    ['Batch/Subscription', BATCH, 'token-access'],
    ['Batch/Bulk', BULK, 'token-client'],
  ])('gets 202 for %s without asking, and then the result under the URI of the notification', async (_name, path, token) => {
    const accepted = await service.get(path, token);
    expect(accepted.status).toBe(202);
    const job = await ready(service, accepted.headers.get('location')!);
    const result = await service.get(job.result!.href.split(BASE)[1]!, token);
    expect(result.status).toBe(200);
    expect(result.headers.get('correlationid')).toBe(job.id);
    expect(await result.text()).toContain('IntervalBlock');
    // What is asked for anew is prepared anew.
    const anew = await service.get(path, token);
    expect(anew.status).toBe(202);
    expect((await ready(service, anew.headers.get('location')!)).id).not.toBe(job.id);
  });

  it('gets 204 for a window without data, and nothing is recorded', async () => {
    service.authorization.recorded.length = 0;
    const answer = await service.get(`${BATCH}?published-min=2030-01-01T00:00:00Z`, 'token-access');
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(service.authorization.recorded).toEqual([]);
  });

  it('gets 204 for a bulk that turns out to be empty', async () => {
    const accepted = await service.get(`${BULK}?published-min=2030-01-01T00:00:00Z`, 'token-client');
    const job = await ready(service, accepted.headers.get('location')!);
    expect((await service.get(job.result!.href.split(BASE)[1]!, 'token-client')).status).toBe(204);
  });

  it('is told of the first when it asks for the same again', async () => {
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    service.authorization.decide = async (asked) => {
      await gate;
      return AuthorizationStandIn.record(asked);
    };
    const first = await service.get(`${BATCH}?depth=7`, 'token-access');
    const second = await service.get(`${BATCH}?depth=7`, 'token-access');
    release();
    service.authorization.decide = AuthorizationStandIn.record;
    expect([first.status, second.status]).toEqual([202, 400]);
    const problem = (await second.json()) as { code: string; detail: string; job: string };
    expect(problem.code).toBe('batch-in-progress');
    expect(problem.detail).toContain('An unprocessed batch request for the same resource already exists');
    expect(problem.job).toBe(first.headers.get('location'));
    expect(second.headers.get('location')).toBe(problem.job);
  });

  it('is answered at once everywhere else', async () => {
    expect((await service.get(`/Subscription/${AUTHORIZATION.authorizationId}/UsagePoint`, 'token-access')).status).toBe(200);
  });
});

describe('a client that its registration gives the manners of PG&E', () => {
  const service = new RunningService();
  beforeAll(async () => {
    await service.start();
    await loadSample(service);
  });
  afterAll(() => service.stop());

  it('gets 202 without asking, and another client the feed', async () => {
    expect((await service.get(BATCH, 'token-access')).status).toBe(200);
    service.authorization.token('token-pge', 'access', '', COMPANY, 'pge');
    expect((await service.get(BATCH, 'token-pge')).status).toBe(202);
    expect((await service.get(`${BATCH}?published-min=2030-01-01T00:00:00Z`, 'token-pge')).status).toBe(204);
  });
});

describe('limits of size', () => {
  const service = new RunningService({ PREPARED_OVER_READINGS: 72, PREPARED_OVER_AUTHORIZATIONS: 1 });
  beforeAll(async () => {
    await service.start();
    await loadSample(service);
  });
  afterAll(() => service.stop());

  it('prepare a batch of more readings, and answer one of as many at once', async () => {
    expect((await service.get(BATCH, 'token-access')).status).toBe(202);
    expect((await service.get(`${BATCH}?published-min=2025-11-01T08:00:00Z`, 'token-access')).status).toBe(200);
  });

  it('prepare a bulk of more authorizations', async () => {
    expect((await service.get(BULK, 'token-client')).status).toBe(200);
    service.authorization.others.push({ ...AUTHORIZATION, authorizationId: 'b-2' });
    expect((await service.get(BULK, 'token-client')).status).toBe(202);
  });
});
