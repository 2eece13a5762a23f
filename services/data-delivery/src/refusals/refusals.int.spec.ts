import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AUTHORIZATION, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';
import type { KeptRefusal } from './refusal-log.js';

const service = new RunningService();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const explanation = (id: string, token: string): Promise<Response> =>
  fetch(`${service.url}/DataCustodian/refusals${id}`, { headers: { authorization: `Bearer ${token}` } });
const instanceOf = async (response: Response): Promise<string> => {
  const { instance } = (await response.json()) as { instance: string };
  expect(instance).toMatch(/^https:\/\/utility\.example\/DataCustodian\/refusals\/[0-9a-f-]{36}$/);
  return instance.slice(instance.lastIndexOf('/'));
};

beforeAll(async () => {
  await service.start();
  await loadSample(service);
  service.authorization.token('token-other', 'client', '', { ...COMPANY, thirdPartyId: 'tp-2', clientId: 'client-2' });
});
afterAll(() => service.stop());

describe('why a request was refused', () => {
  it('is kept with the request, the rule and the version of the grant, and read by the company', async () => {
    const refused = await service.get(`${BATCH}?published-min=All&access=x`, 'token-access');
    const id = await instanceOf(refused);
    const answer = await explanation(id, 'token-client');
    expect(answer.status).toBe(200);
    const kept = (await answer.json()) as KeptRefusal;
    expect(kept).toMatchObject({
      request: { method: 'GET', target: expect.stringContaining('published-min=All'), tokenKind: 'access', clientId: COMPANY.clientId },
      answer: {
        status: 400,
        code: 'invalid-parameter',
        detail: expect.stringContaining('published-min'),
        members: { parameter: 'published-min' },
      },
      authorization: { id: AUTHORIZATION.authorizationId, version: 1, termsVersion: 1, status: 'active' },
      correlationId: refused.headers.get('x-correlation-id') ?? expect.any(String),
    });
    const list = (await (await explanation('', 'token-client')).json()) as { keptDays: number; refusals: KeptRefusal[] };
    expect(list.keptDays).toBe(30);
    expect(list.refusals[0]).toEqual(kept);
  });

  it.each([
    ['wrong-token-kind', (): Promise<Response> => service.get(BATCH, 'token-client')],
    ['not-your-resource', (): Promise<Response> => service.get(`${BATCH}0`, 'token-access')],
    ['not-found', (): Promise<Response> => service.get('/ReadingType/00000000-0000-4000-8000-000000000000', 'token-access')],
    ['method-not-allowed', (): Promise<Response> => service.get(BATCH, 'token-access', 'PUT')],
    ['forbidden', (): Promise<Response> => service.get('/UsagePoint', 'token-client')],
    [
      'release-refused',
      (): Promise<Response> => {
        service.authorization.decide = () => ({ recorded: false, code: 'authorization-revoked', detail: 'revoked' });
        return service.get(BATCH, 'token-access');
      },
    ],
  ])('is kept for %s', async (code, request) => {
    const id = await instanceOf(await request());
    expect(await (await explanation(id, 'token-client')).json()).toMatchObject({ answer: { code } });
  });

  it('is nobody else’s business, and holds no token', async () => {
    const id = await instanceOf(await service.get(`${BATCH}?depth=x&access_token2=1&token=secret-thing`, 'token-access'));
    expect((await explanation(id, 'token-other')).status).toBe(404);
    expect((await explanation(id, 'token-access')).status).toBe(403);
    expect((await explanation(id, 'nobody')).status).toBe(401);
    expect((await fetch(`${service.url}/DataCustodian/refusals${id}`)).status).toBe(401);
    const text = await (await explanation(id, 'token-client')).text();
    expect(text).not.toContain('secret-thing');
    expect(text).not.toContain('token-access');
    const others = (await (await explanation('', 'token-other')).json()) as { refusals: KeptRefusal[] };
    expect(others.refusals.every(({ request }) => request.clientId === 'client-2')).toBe(true);
  });

  it('is not kept for whoever is not known', async () => {
    const count = async (): Promise<unknown> => service.database.dataSource.query('SELECT count(*)::int AS n FROM refusal');
    const before = await count();
    expect(await (await service.get(BATCH, 'nobody')).json()).not.toHaveProperty('instance');
    expect(await (await service.get(BATCH)).json()).not.toHaveProperty('instance');
    expect(await count()).toEqual(before);
  });

  it('ends after thirty days', async () => {
    const id = await instanceOf(await service.get('/UsagePoint', 'token-client'));
    await service.database.dataSource.query("UPDATE refusal SET refused_at = refused_at - interval '31 days' WHERE refusal_id = $1", [
      id.slice(1),
    ]);
    expect((await explanation(id, 'token-client')).status).toBe(404);
  });
});

describe('limits', () => {
  it('tells what is left, and refuses with the time to wait', async () => {
    const limited = new RunningService({ RATE_LIMIT_PER_CLIENT: 5, RATE_LIMIT_PER_GRANT: 2 });
    try {
      await limited.start();
      const answers = [];
      for (let i = 0; i < 3; i++) answers.push(await limited.get('/ReadingType', 'token-access'));
      expect(answers.map(({ status }) => status)).toEqual([503, 503, 429]);
      expect(answers[0]!.headers.get('ratelimit-policy')).toBe('"client";q=5;w=60, "grant";q=2;w=60');
      expect(answers[0]!.headers.get('ratelimit')).toMatch(/^"client";r=4;t=\d+, "grant";r=1;t=\d+$/);
      expect(Number(answers[2]!.headers.get('retry-after'))).toBeGreaterThan(0);
      const problem = await answers[2]!.json();
      expect(problem).toMatchObject({ code: 'too-many-requests', limit: 'grant' });
      // Not kept: a client in a loop would have us write for each of its requests.
      expect(problem).not.toHaveProperty('instance');
      // Another grant's limit is its own; the client's is shared by all of them.
      const client = [];
      for (let i = 0; i < 3; i++) client.push((await limited.get('/ReadServiceStatus', 'token-client')).status);
      expect(client).toEqual([200, 200, 429]);
    } finally {
      await limited.stop();
    }
  });
});
