import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ESPI_ROUTES, fits, type EspiRoute } from '../access/espi-routes.js';
import { DATA_SETS } from '@greenledger/contracts';
import { sendAnyMethod } from '@greenledger/testing';
import { hrefsOf } from '../testing/feed-text.js';
import { loadSample } from '../testing/sample-data.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';

const service = new RunningService();
/** Paths of the table with the ids of the sample put in; made when the service runs, because path ids hang on its key. */
let ids: Record<string, string>;
/** Every address that the feed of customer records names, below the base. */
let customerPaths: string[];
let endDevice: string;
const pathOf = (pattern: string): string => `/${pattern.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? 'none')}`;
/** Ids of the last part, where the name alone does not say of what. */
const OWN_ID: Record<string, string> = {
  'ApplicationInformation/:id': COMPANY.applicationInformationId,
  'Authorization/:id': AUTHORIZATION.authorizationId,
};

beforeAll(async () => {
  await service.start();
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, dataSets: DATA_SETS } };
  service.authorization.token('token-access', 'access');
  await loadSample(service);
  const feed = await (await service.get(`/Batch/Subscription/${AUTHORIZATION.authorizationId}`, 'token-access')).text();
  const idIn = (pattern: RegExp): string => pattern.exec(feed)![1]!;
  const customers = await (await service.get(`/Batch/RetailCustomer/${AUTHORIZATION.authorizationId}`, 'token-access')).text();
  customerPaths = hrefsOf(customers).map((href) => href.slice(href.indexOf(BASE) + BASE.length + 1));
  const devices = customerPaths.find((path) => path.endsWith('/EndDevice'))!;
  const list = await (await service.get(`/${devices}`, 'token-access')).text();
  endDevice = hrefsOf(list)
    .map((href) => href.slice(href.indexOf(BASE) + BASE.length + 1))
    .find((path) => /EndDevice\/[0-9a-f-]{36}$/.test(path))!;
  ids = {
    subscription: AUTHORIZATION.authorizationId,
    retailCustomer: AUTHORIZATION.authorizationId,
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

/** Status for the right token: a summary that does not exist is not found. */
function opened({ path }: EspiRoute): number {
  return /Summary\/:id$/.test(path) ? 404 : 200;
}

/** An end device is no link of the Batch, which names it as a meter. */
function customerPathOf(pattern: string): string {
  const wanted = pattern.replace('EndDevice/:id', 'Meter/:id');
  const found = customerPaths.find((path) => fits(wanted, path))!;
  return wanted === pattern ? found : endDevice;
}

function urlOf(path: string): string {
  if (path === 'ReadingType/:id') return `/ReadingType/${ids['readingType']}`;
  if (path === 'LocalTimeParameters/:id') return `/LocalTimeParameters/${ids['localTimeParameters']}`;
  const customer = path.startsWith('RetailCustomer/') ? customerPathOf(path) : undefined;
  if (customer !== undefined) return `/${customer}`;
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
      expect(head.headers.get('content-length')).not.toBe('0');
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

    it('with an id that is too long to be one', async () => {
      const long = path.replace(/:\w+/g, 'a'.repeat(200));
      const response = await service.get(`/${long}`, `token-${route.kind}`);
      const refused = path.includes(':') ? 404 : opened(route);
      expect([response.status, response.headers.get('allow')]).toEqual([refused, null]);
      await response.text();
    });

    it('by TRACE, with and without a token: 405 with Allow, and nothing is echoed', async () => {
      for (const authorization of [undefined, `Bearer token-${route.kind}`]) {
        const headers = authorization === undefined ? undefined : { authorization };
        const { status, allow, body } = await sendAnyMethod('TRACE', service.url + BASE + urlOf(path), headers);
        expect([status, allow]).toEqual([405, expect.stringMatching(/\bGET, HEAD\b/)]);
        expect(body).not.toContain('Bearer');
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
