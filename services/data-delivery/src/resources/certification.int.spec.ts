import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkFeed, findingText } from '@greenledger/espi';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { blocksOf, hrefsOf } from '../testing/feed-text.js';
import { dayReadings, MeterLog } from '../testing/meter-log.js';
import { AUTHORIZATION, COMPANY, RunningService } from '../testing/running-service.js';
import { loadManyChannels, project } from '../testing/sample-data.js';

/** Rows of the Connect My Data test suite that this service answers for; the token rows are in token-matrix.int.spec.ts. */
const service = new RunningService();
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
/** Function blocks of the sample: electricity, net, forward and reverse, registers, gas. */
const CLAIMED = [1, 4, 5, 7, 8, 9, 10];

async function fetched(path: string, token: string): Promise<string> {
  const response = await service.get(path, token);
  expect([path, response.status]).toEqual([path, 200]);
  const text = await response.text();
  if (schemaIsHere) for (const edition of ['4.0', '3.3'] as const) validateEspi(text, edition);
  return text;
}
const member = (text: string, name: string): string | undefined => new RegExp(`<espi:${name}>([^<]*)<`).exec(text)?.[1];

beforeAll(async () => {
  await service.start();
  service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: ['up-1', 'up-2'] } };
  service.authorization.token('token-access', 'access');
  await loadManyChannels(service);
});
afterAll(() => service.stop());

describe('certification', () => {
  it('FND002: ApplicationInformation by the registration token', async () => {
    const text = await fetched(`/ApplicationInformation/${COMPANY.applicationInformationId}`, 'token-registration');
    expect(member(text, 'dataCustodianApplicationStatus')).toMatch(/^[1-4]$/);
    expect(member(text, 'token_endpoint_auth_method')).toBe('client_secret_basic');
    expect(member(text, 'response_types')).toBe('code');
    for (const type of ['authorization_code', 'refresh_token', 'client_credentials']) expect(text).toContain(`<espi:grant_types>${type}<`);
  });

  it.each(['', `/${AUTHORIZATION.authorizationId}`])('FND003, FND004: Authorization%s by the client token', async (id) => {
    const text = await fetched(`/Authorization${id}`, 'token-client');
    expect(member(text, 'status')).toBe('1');
    for (const name of ['expires_at', 'scope', 'token_type', 'resourceURI', 'authorizationURI']) expect(member(text, name)).toBeTruthy();
  });

  it('FND005: Batch/Subscription by the access token, with the data tests of every claimed block (D000 to D147)', async () => {
    const feed = await fetched(BATCH, 'token-access');
    expect(checkFeed(feed, CLAIMED).map(findingText)).toEqual([]);
    // The claim is not an empty one: water, for which there are no data, is found missing.
    expect(checkFeed(feed, [11])).toHaveLength(1);
  });

  it('FND005: the data tests hold for a feed of one usage point, a filtered one, a page and a bulk', async () => {
    for (const path of [
      `${BATCH}?published-min=2025-11-02T07:00:00Z&published-max=2025-11-02T19:30:00Z`,
      `${BATCH}?max-results=2`,
      `${BATCH}?updated-min=2030-01-01T00:00:00Z`,
      /UsagePoint\/[0-9a-f-]+"/.exec(await fetched(BATCH, 'token-access'))![0].replace(/^(.*)"$/, `${BATCH}/$1`),
    ]) {
      expect([path, checkFeed(await fetched(path, 'token-access'), []).map(findingText)]).toEqual([path, []]);
    }
    expect(checkFeed(await fetched(`/Batch/Bulk/${COMPANY.applicationInformationId}`, 'token-client'), CLAIMED).map(findingText)).toEqual(
      [],
    );
  });

  it('FND006: ReadServiceStatus by the client token says 1', async () => {
    expect(member(await fetched('/ReadServiceStatus', 'token-client'), 'currentStatus')).toBe('1');
  });

  it('FDFTP001, FDFTP008: two downloads have the same UUIDs and dates in UTC', async () => {
    const marks = async (): Promise<string[]> => (await fetched(BATCH, 'token-access')).match(/<(id|published|updated)>[^<]+</g)!;
    const first = await marks();
    expect(await marks()).toEqual(first);
    expect(first.filter((mark) => !mark.startsWith('<id>')).every((mark) => mark.endsWith('Z<'))).toBe(true);
  });

  it('TC001: every URI of ApplicationInformation and Authorization is https', async () => {
    const uris = new Map<string, string>();
    for (const [path, token] of [
      [`/ApplicationInformation/${COMPANY.applicationInformationId}`, 'token-registration'],
      [`/Authorization/${AUTHORIZATION.authorizationId}`, 'token-client'],
    ] as const) {
      for (const [, name, value] of (await fetched(path, token)).matchAll(/<espi:(\w+)>([a-z][a-z0-9+.-]*:[^<]*)</g))
        uris.set(name!, value!);
    }
    const notHttps = [...uris].filter(([, uri]) => !uri.startsWith('https://'));
    expect(notHttps).toEqual([]);
    expect([...uris.keys()].sort()).toEqual([
      'authorizationServerAuthorizationEndpoint',
      'authorizationServerRegistrationEndpoint',
      'authorizationServerTokenEndpoint',
      'authorizationServerUri',
      'authorizationURI',
      'client_uri',
      'dataCustodianBulkRequestURI',
      'dataCustodianResourceEndpoint',
      'policy_uri',
      'redirect_uri',
      'registration_client_uri',
      'resourceURI',
      'thirdPartyNotifyUri',
      'tos_uri',
    ]);
  });

  it('TC010, TC011: ids, links and titles hold nothing of a person, and at least 48 bits', async () => {
    const feed = await fetched(BATCH, 'token-access');
    for (const href of hrefsOf(feed)) {
      const ids = new URL(href).pathname.split('/').filter((part) => /\d/.test(part) && part !== '1_1');
      for (const id of ids) expect(id.replaceAll('-', '')).toMatch(/^[0-9a-f]{32}$/);
    }
    expect(new Set([...feed.matchAll(/<title>([^<]*?)(?: [\d-]+)?<\/title>/g)].map(([, title]) => title))).toEqual(
      new Set([
        'Green Button Usage Feed',
        'Electric service',
        'Gas service',
        'Local time',
        'Meter reading',
        'Type of meter reading',
        'Readings of',
      ]),
    );
  });

  it('QRY001: published-min at the second block and published-max at the end of the last but one give n - 2 blocks', async () => {
    const log = new MeterLog();
    const days = ['2025-03-07', '2025-03-08', '2025-03-09', '2025-03-10', '2025-03-11'];
    await project(service, [
      log.usagePoint('up-q', [{ customerId: 'c-1', from: 0, to: null }]),
      log.blocks(
        'i-q',
        1000,
        days.map((day) => ['up-q', day, dayReadings(day, (hour) => hour)]),
      ),
    ]);
    service.authorization.view = { ...AUTHORIZATION, terms: { ...AUTHORIZATION.terms, usagePointIds: ['up-q'] } };
    service.authorization.token('token-query', 'access');
    const intervals = blocksOf(await fetched(BATCH, 'token-query')).map((block) => ({
      start: Number(member(block, 'start')),
      duration: Number(member(block, 'duration')),
    }));
    expect(intervals).toHaveLength(5);
    const time = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
    const last = intervals.at(-2)!;
    const query = `published-min=${time(intervals[1]!.start)}&published-max=${time(last.start + last.duration)}`;
    expect(blocksOf(await fetched(`${BATCH}?${query}`, 'token-query'))).toHaveLength(3);
    // One block only: the script asks for a window of two block lengths and expects two blocks.
    const two = `published-min=${time(intervals[0]!.start)}&published-max=${time(intervals[0]!.start + 2 * intervals[0]!.duration)}`;
    expect(blocksOf(await fetched(`${BATCH}?${two}`, 'token-query'))).toHaveLength(2);
  });

  it.each(
    ['published-min', 'published-max', 'updated-min', 'updated-max']
      .flatMap((name) => ['All', '03/01/2016'].map((value) => [name, value]))
      .concat([
        ['max-results', 'All'],
        ['start-index', 'All'],
        ['depth', 'All'],
      ]),
  )('QRY002: %s=%s is refused by 400', async (name, value) => {
    expect((await service.get(`${BATCH}?${name}=${encodeURIComponent(value)}`, 'token-access')).status).toBe(400);
  });

  it('PSH001 to PSH003: what a push names opens with the token that fits', async () => {
    await fetched(`/ApplicationInformation/${COMPANY.applicationInformationId}`, 'token-registration');
    await fetched(`/Authorization/${AUTHORIZATION.authorizationId}`, 'token-client');
    await fetched(`${BATCH}?published-min=2025-11-01T07:00:00Z&published-max=2025-11-04T08:00:00Z`, 'token-access');
  });
});

it('MGA002: an ended authorization still reads, with status 0', async () => {
  service.authorization.view = {
    ...AUTHORIZATION,
    status: 'revoked',
    ended: { at: '2026-01-05T00:00:00Z', by: 'customer', reason: 'moved' },
  };
  expect(member(await fetched(`/Authorization/${AUTHORIZATION.authorizationId}`, 'token-client'), 'status')).toBe('0');
});
