import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { checkFeed, findingText } from '@greenledger/espi';
import { schemaIsHere, validateEspi } from '@greenledger/testing/espi-schema';
import { AUTHORIZATION, BASE, COMPANY, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';

const certified = new RunningService({ GREEN_BUTTON_CERTIFICATE: 'GBA-0042' });
const uncertified = new RunningService();
const LINK = '<link rel="related" href="https://cert.greenbuttonalliance.org/certificate/GBA-0042" type="text/html"/>';
const BATCH = `/Batch/Subscription/${AUTHORIZATION.authorizationId}`;

beforeAll(async () => {
  await Promise.all([certified.start(), uncertified.start()]);
  await Promise.all([loadSample(certified), loadSample(uncertified)]);
}, 60_000);
afterAll(() => Promise.all([certified.stop(), uncertified.stop()]));

const read = async (service: RunningService, path: string, token: string): Promise<string> => {
  const answer = await service.get(path, token);
  expect(answer.status).toBe(200);
  return answer.text();
};
/** Path ids are made with a key of each deployment, so two deployments are compared without them. */
const withoutIds = (text: string): string => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');

it.each([
  ['CERT001: ApplicationInformation', `/ApplicationInformation/${COMPANY.applicationInformationId}`, 'token-registration'],
  ['CERT002: the Authorization feed', '/Authorization', 'token-client'],
  ['CERT003: the Authorization entry', `/Authorization/${AUTHORIZATION.authorizationId}`, 'token-client'],
  ['CERT004: Batch/Subscription', BATCH, 'token-access'],
  ['Batch/Bulk', `/Batch/Bulk/${COMPANY.applicationInformationId}`, 'token-client'],
])('%s links to the certificate of the deployment, valid, and to none where there is none', async (_name, path, token) => {
  const text = await read(certified, path, token);
  expect(text).toContain(LINK);
  if (schemaIsHere) for (const edition of ['4.0', '3.3'] as const) validateEspi(text, edition);
  expect(withoutIds(await read(uncertified, path, token))).toBe(withoutIds(text.replaceAll(`\n${LINK}`, '').replaceAll(LINK, '')));
});

it('is told by the renderer that the record of a release names, for other bytes are not the same feed', async () => {
  const recorded = async (service: RunningService, accept: string): Promise<string> => {
    await fetch(service.url + BASE + BATCH, { headers: { authorization: 'Bearer token-access', accept } });
    return service.authorization.recorded.at(-1)!.rendererVersion;
  };
  expect(checkFeed(await read(certified, BATCH, 'token-access'), []).map(findingText)).toEqual([]);
  expect(await recorded(certified, 'application/atom+xml')).toBe('espi-4.0/2 certificate GBA-0042');
  expect(await recorded(uncertified, 'application/atom+xml')).toBe('espi-4.0/2');
  // A table has no links: it is the same with and without.
  expect(await recorded(certified, 'text/csv')).toBe(await recorded(uncertified, 'text/csv'));
});
