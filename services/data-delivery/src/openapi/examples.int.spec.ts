import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readingsOf } from '../testing/feed-text.js';
import { AUTHORIZATION, BASE, RunningService } from '../testing/running-service.js';
import { loadSample } from '../testing/sample-data.js';

/** The examples of the page for third parties, run as they stand there. */
const PAGE = new URL('../../../../docs/how-to/read-the-delivery-api.md', import.meta.url);
const run = promisify(execFile);
let service: RunningService;
let folder: string;
let examples: { readonly language: string; readonly code: string }[];
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const port = await freePort();
  service = new RunningService({ PORT: port, PUBLIC_ORIGIN: `http://127.0.0.1:${port}` });
  await service.start();
  await loadSample(service);
  folder = await mkdtemp(join(tmpdir(), 'examples-'));
  const page = await readFile(PAGE, 'utf8');
  examples = [...page.matchAll(/```(sh|js)\n(.*?)```/gs)].map(([, language, code]) => ({ language: language!, code: code! }));
  const resource = `http://127.0.0.1:${port}${BASE}/Batch/Subscription/${AUTHORIZATION.authorizationId}`;
  env = { PATH: process.env['PATH'], ACCESS_TOKEN: 'token-access', RESOURCE_URI: resource };
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const example = (language: string, i: number): string => examples.filter((each) => each.language === language)[i]!.code;
const node = async (i: number): Promise<string> => {
  const file = join(folder, `example-${i}.mjs`);
  await writeFile(file, example('js', i));
  return (await run(process.execPath, [file], { env })).stdout;
};

it('has the examples that are tried here', () => {
  expect(examples.map(({ language }) => language)).toEqual(['sh', 'sh', 'js', 'js']);
});

it('curl reads the feed and the table', async () => {
  for (const i of [0, 1]) await run('sh', ['-e', '-c', example('sh', i)], { env, cwd: folder });
  expect(readingsOf(await readFile(join(folder, 'feed.xml'), 'utf8'))).toHaveLength(73);
  for (const name of ['readings.csv', 'changes.csv']) {
    expect((await readFile(join(folder, name), 'utf8')).trimEnd().split('\r\n')).toHaveLength(74);
  }
});

it('Node reads the JSON, and knows the second time that nothing changed', async () => {
  const sum = [24, 25, 24].map((hours) => (hours * (hours - 1)) / 2).reduce((a, b) => a + b);
  const [line, end] = (await node(0)).trimEnd().split('\n');
  expect(line).toMatch(new RegExp(`^[0-9a-f-]{36} electricity delivered 73 readings ${sum} Wh$`));
  expect(end).toBe('unchanged');
});

it('Node has a batch prepared, and fetches it in two ranges', async () => {
  expect(await node(1)).toBe('206 206 73 readings\n');
});
