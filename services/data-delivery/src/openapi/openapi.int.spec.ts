import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DATA_SETS } from '@greenledger/contracts';
import { ESPI_ROUTES, type EspiRoute } from '../access/espi-routes.js';
import { parseFeedQuery } from '../access/feed-query.js';
import { expectDescribed } from '../testing/described-answer.js';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadManyChannels, project } from '../testing/sample-data.js';
import { violations } from '../testing/json-schema.js';
import { templateOf, type OpenApiDocument } from './openapi-document.js';
import { SCHEMAS } from './schemas.js';

const service = new RunningService();
let document: OpenApiDocument;
beforeAll(async () => {
  await service.start();
  const log = await loadManyChannels(service);
  const always = [{ tariff: 'E-1', from: 0, to: null }];
  const period = { rank: 1, tou: 1, name: null, months: [], days: 'all', dates: [], fromMinute: 0, toMinute: 1_440 } as const;
  await project(service, [
    log.bill('bill-1', { previousDayConsumption: { value: 1, uom: 72, powerOfTenMultiplier: 0, at: 1_764_748_800 } }),
    log.powerQuality('quality-1'),
    log.rates('up-1', always),
    log.tariffCalendar('E-1', [{ ...period, price: { amount: 30_000_000, currency: 840, uom: 72, per: 1_000 } }]),
  ]);
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, dataSets: DATA_SETS } };
  service.authorization.token('token-everything', 'access');
  document = (await (await fetch(`${service.url}/DataCustodian/openapi.json`)).json()) as OpenApiDocument;
});
afterAll(() => service.stop());

const BATCH = `${BASE}/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
const read = (path: string, token: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(service.url + path, { headers: { authorization: `Bearer ${token}`, ...headers } });

async function usagePointPath(): Promise<string> {
  const { usagePoints } = (await (await read(BATCH, 'token-everything', { accept: 'application/json' })).json()) as {
    usagePoints: { href: string }[];
  };
  return new URL(usagePoints[0]!.href).pathname;
}

describe('the OpenAPI document', () => {
  it('is served to everybody, for this origin', async () => {
    const answer = await fetch(`${service.url}/DataCustodian/openapi.json`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://utility.example' }] });
  });

  it.each(ESPI_ROUTES.map((route): [string, EspiRoute] => [route.path, route]))('names %s with its verbs and its token', (path, route) => {
    const item = document.paths[`${BASE}/${path.replace(/:(\w+)/g, '{$1}')}`]!;
    expect(Object.keys(item).sort()).toEqual(['get', 'head', ...route.verbs.map((verb) => verb.toLowerCase())].sort());
    const scheme = { access: 'accessToken', client: 'clientAccessToken', registration: 'registrationAccessToken' }[route.kind];
    for (const operation of Object.values(item)) expect(operation.security).toEqual([{ [scheme]: [] }]);
    expect('200' in item['get']!.responses).toBe(route.served);
  });

  it('says of the times of a query that they are UTC or ten digits, as the query is read', () => {
    const parameters = document.paths[`${BASE}/Batch/Subscription/{subscription}`]!['get']!.parameters!;
    for (const name of ['published-min', 'published-max', 'updated-min', 'updated-max']) {
      const { schema, description } = parameters.find((each) => each.name === name)!;
      expect(description).toContain('whole seconds since 1970 as ten digits');
      const pattern = new RegExp(schema['pattern'] as string);
      for (const text of schema['examples'] as string[]) {
        expect(text).toMatch(pattern);
        expect(parseFeedQuery({ [name]: text })).not.toEqual({});
      }
      for (const text of ['1769846400000', '03/01/2016']) {
        expect(text).not.toMatch(pattern);
        expect(() => parseFeedQuery({ [name]: text })).toThrow(name);
      }
    }
    const asOf = parameters.find((each) => each.name === 'asOf')!;
    expect('1769846400').not.toMatch(new RegExp(asOf.schema['pattern'] as string));
  });

  it('declares each part of a path that stands for an id, and nothing twice', () => {
    const ids = new Set<string>();
    for (const [path, item] of Object.entries(document.paths)) {
      for (const { operationId, parameters = [] } of Object.values(item)) {
        expect(ids.has(operationId)).toBe(false);
        ids.add(operationId);
        const declared = parameters.filter((each) => each.in === 'path').map(({ name }) => name);
        expect([path, declared]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)]);
        const names = parameters.map((each) => `${each.in} ${each.name}`);
        expect(new Set(names).size).toBe(names.length);
      }
    }
  });

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
    expect(references.length).toBeGreaterThan(50);
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
    const schemes = Object.values(document.paths).flatMap((item) => Object.values(item).flatMap(({ security = [] }) => security));
    for (const scheme of schemes) expect(Object.keys(document.components.securitySchemes)).toContain(Object.keys(scheme)[0]);
  });

  it('tells the headers that answers carry, of customer records too, and how long to wait', async () => {
    const { paths } = document;
    const of = (path: string) => paths[templateOf(path)]!['get']!.responses;
    for (const path of ['Batch/Subscription/:subscription', 'Batch/RetailCustomer/:retailCustomer'])
      expect(Object.keys(of(path)['200']!.headers!)).toEqual(['release-id', 'etag', 'link']);
    for (const path of ['Authorization', 'Batch/Bulk/:bulk']) expect(Object.keys(of(path)['429']!.headers!)).toEqual(['retry-after']);
    expect(Object.keys(of('RetailCustomer/:retailCustomer/Customer'))).toContain('304');
    expect(paths[templateOf('ApplicationInformation/:id')]!['delete']!.responses['200']!.description).toContain('registration');
    // What is told is what is sent.
    const path = `/Batch/RetailCustomer/${AUTHORIZATION.authorizationId}`;
    const first = await service.get(path, 'token-everything');
    for (const name of ['release-id', 'etag']) expect(first.headers.get(name)).toBeTruthy();
    const known = await fetch(service.url + BASE + path, {
      headers: { authorization: 'Bearer token-everything', 'if-none-match': first.headers.get('etag')! },
    });
    expect(known.status).toBe(304);
  });

  it('is a judge that can say no', () => {
    expect(() => expectDescribed('GET', `https://u.example${BASE}/ReadingType`, 418)).toThrow('openapi does not say so');
    expect(() => expectDescribed('GET', `https://u.example${BASE}/ReadingType/`, 200)).not.toThrow();
    expect(violations(SCHEMAS['Reading']!, { start: 'x', duration: 1.5, value: 1, more: 1 })).toHaveLength(4);
  });
});

describe('real answers keep to the schema of', () => {
  it.each<[string, () => Promise<Response>]>([
    ['UsageDocument', () => read(BATCH, 'token-access', { accept: 'application/json' })],
    ['UsageDocument', () => read(`${BASE}/Batch/Bulk/${COMPANY.applicationInformationId}`, 'token-client', { accept: 'application/json' })],
    ['UsageDocument', () => read(BATCH, 'token-everything', { accept: 'application/json' })],
    [
      'UsageSummaryDocument',
      async () => read(`${await usagePointPath()}/UsageSummary`, 'token-everything', { accept: 'application/json' }),
    ],
    ['CustomerDocument', () => read(BATCH.replace('Subscription', 'RetailCustomer'), 'token-everything', { accept: 'application/json' })],
    ['Problem', () => read(`${BATCH}?depth=x`, 'token-access')],
    ['Problem', () => read(BATCH, 'nobody')],
    ['PreparedBatch', () => read(BATCH, 'token-access', { prefer: 'respond-async' })],
    ['PreparedBatches', () => read('/DataCustodian/prepared', 'token-client')],
    ['Refusals', () => read('/DataCustodian/refusals', 'token-client')],
  ])('%s', async (name, ask) => {
    expect(violations(SCHEMAS[name]!, await (await ask()).json())).toEqual([]);
  });
});
