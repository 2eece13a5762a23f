import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { TypescriptClient } from '@greenledger/testing';
import { AUTHORIZATION, BASE, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';

/** The example for third parties: a client generated from the document that this service serves, checked by the compiler, and run. */
const service = new RunningService();
let client: TypescriptClient;
let settings: Record<string, string>;

beforeAll(async () => {
  await service.start();
  await loadSample(service);
  client = await TypescriptClient.build(`${service.url}/DataCustodian/openapi.json`);
  const resource = `${service.url}${BASE}/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
  settings = { ACCESS_TOKEN: 'token-access', RESOURCE_URI: resource };
}, 180_000);
afterAll(async () => {
  await client?.remove();
  await service.stop();
});

it('reads a Subscription through the generated client', async () => {
  const sum = [24, 25, 24].map((hours) => (hours * (hours - 1)) / 2).reduce((a, b) => a + b);
  const printed = await client.run('read-subscription', settings);
  expect(printed).toMatch(new RegExp(`^[0-9a-f-]{36} electricity delivered 73 readings ${sum} Wh\\n$`));
});

it('says why it was refused', async () => {
  await expect(client.run('read-subscription', { ...settings, ACCESS_TOKEN: 'nobody' })).rejects.toThrow(
    'the customer ended the authorization',
  );
  const wrong = { ...settings, ACCESS_TOKEN: 'token-client' };
  await expect(client.run('read-subscription', wrong)).rejects.toThrow('wrong-token-kind: ');
});

it('has types that refuse a misspelt member and a code that does not exist', async () => {
  const file = join(client.folder, 'read-subscription.ts');
  const program = await readFile(file, 'utf8');
  try {
    await writeFile(
      file,
      program.replace("'invalid-token'", "'invalid-tokens'").replace('{ id, meterReadings }', '{ ids, meterReadings }'),
    );
    await expect(client.compile()).rejects.toThrow(/invalid-tokens[\s\S]*'ids' does not exist/);
  } finally {
    await writeFile(file, program);
  }
});
