import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ESPI_ROUTES, type EspiRoute } from '../access/espi-routes.js';
import { loadSample } from '../testing/sample-data.js';
import { AUTHORIZATION, COMPANY, RunningService } from '../testing/running-service.js';

const service = new RunningService();
/** Paths of the table with the ids of the sample put in; made when the service runs, because path ids hang on its key. */
let ids: Record<string, string>;
const pathOf = (pattern: string): string => `/${pattern.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? 'none')}`;
/** Ids of the last part, where the name alone does not say of what. */
const OWN_ID: Record<string, string> = {
  'ApplicationInformation/:id': COMPANY.applicationInformationId,
  'Authorization/:id': AUTHORIZATION.authorizationId,
};

beforeAll(async () => {
  await service.start();
  await loadSample(service);
  const feed = await (await service.get(`/Batch/Subscription/${AUTHORIZATION.authorizationId}`, 'token-access')).text();
  const idIn = (pattern: RegExp): string => pattern.exec(feed)![1]!;
  ids = {
    subscription: AUTHORIZATION.authorizationId,
    bulk: COMPANY.applicationInformationId,
    usagePoint: idIn(/UsagePoint\/([0-9a-f-]{36})"/),
    meterReading: idIn(/MeterReading\/([0-9a-f-]{36})"/),
    intervalBlock: idIn(/IntervalBlock\/([0-9a-f-]{36})"/),
    readingType: idIn(/ReadingType\/([0-9a-f-]{36})"/),
    localTimeParameters: idIn(/LocalTimeParameters\/([0-9a-f-]{36})"/),
  };
});
afterAll(() => service.stop());

const KINDS = ['access', 'client', 'registration'] as const;

/** Status for the right token: what is not offered, and a summary that does not exist, is not found. */
function opened({ path, served }: EspiRoute): number {
  return !served || /Summary\/:id$/.test(path) ? 404 : 200;
}

function urlOf(path: string): string {
  if (path === 'ReadingType/:id') return `/ReadingType/${ids['readingType']}`;
  if (path === 'LocalTimeParameters/:id') return `/LocalTimeParameters/${ids['localTimeParameters']}`;
  const own = OWN_ID[path];
  return own === undefined ? pathOf(path) : `/${path.replace(':id', own)}`;
}

describe.each(ESPI_ROUTES.map((route): [string, EspiRoute] => [route.path, route]))(
  '%s (OAD006 to OAD010, RBK002 to RBK004)',
  (path, route) => {
    it.each(KINDS)('with a token of kind %s', async (kind) => {
      const response = await service.get(urlOf(path), `token-${kind}`);
      const body = await response.text();
      expect(response.status).toBe(kind === route.kind ? opened(route) : 403);
      if (kind !== route.kind) expect(JSON.parse(body)).toMatchObject({ code: 'wrong-token-kind' });
    });

    it('without a token, with an unknown one, and with one in the URL', async () => {
      const without = await service.get(urlOf(path));
      expect(without.status).toBe(route.whenMissing === 'forbidden' ? 403 : 401);
      expect(without.headers.get('www-authenticate')).toContain('Bearer');
      const unknown = await service.get(urlOf(path), 'nobody');
      expect(unknown.status).toBe(401);
      expect(unknown.headers.get('www-authenticate')).toContain('invalid_token');
      expect((await service.get(`${urlOf(path)}?access_token=token-${route.kind}`, `token-${route.kind}`)).status).toBe(400);
    });

    it('with a slash at its end, and by HEAD', async () => {
      const slash = await service.get(`${urlOf(path)}/`, `token-${route.kind}`);
      await slash.text();
      expect(slash.status).toBe(opened(route));
      const recorded = service.authorization.recorded.length;
      const head = await service.get(urlOf(path), `token-${route.kind}`, 'HEAD');
      expect(head.status).toBe(opened(route));
      expect(await head.text()).toBe('');
      expect(service.authorization.recorded).toHaveLength(recorded);
    });

    it('by verbs that belong to the back office', async () => {
      for (const verb of ['POST', 'PUT', 'DELETE', 'PATCH'].filter((name) => !route.verbs.includes(name as 'DELETE'))) {
        const response = await service.get(urlOf(path), `token-${route.kind}`, verb);
        expect(response.status).toBe(405);
        expect(response.headers.get('allow')).toBe(['GET', 'HEAD', ...route.verbs].join(', '));
        expect(await response.json()).toMatchObject({ code: 'method-not-allowed', detail: expect.stringContaining('only GET, HEAD') });
      }
    });
  },
);

describe('what belongs to the back office (FB_33)', () => {
  it.each([
    ['GET', '/UsagePoint'],
    ['POST', '/MeterReading'],
    ['PUT', '/IntervalBlock/1'],
    ['DELETE', '/UsageSummary/1'],
    ['GET', '/ApplicationInformation'],
    ['POST', '/ApplicationInformation'],
    ['POST', '/Batch/RetailCustomer/1/UsagePoint'],
    ['GET', '/CustomerAccount/1'],
  ])('%s %s is refused with a reason', async (method, path) => {
    const response = await service.get(path, 'token-client', method);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('data_custodian_access_token') });
  });

  it('tells a path that is none', async () => {
    const response = await service.get('/Nothing/here', 'token-client');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not-found' });
  });
});

describe('DELETE Authorization (MGA002)', () => {
  const revoked: string[] = [];

  it('revokes once, and answers 200 again', async () => {
    service.authorization.onRevoke = ({ authorizationId, by }) => revoked.push(`${by} ${authorizationId}`);
    const path = `/Authorization/${AUTHORIZATION.authorizationId}`;
    for (const token of ['token-access', 'token-registration']) expect((await service.get(path, token, 'DELETE')).status).toBe(403);
    const first = await service.get(path, 'token-client', 'DELETE');
    expect(first.status).toBe(200);
    expect(await first.text()).toContain('<espi:status>0</espi:status>');
    expect((await service.get(path, 'token-client', 'DELETE')).status).toBe(200);
    expect(revoked).toEqual([`thirdParty ${AUTHORIZATION.authorizationId}`]);
  });
});
