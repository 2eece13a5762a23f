// One PostgreSQL for the whole test run: TEST_DATABASE_URL or DATABASE_URL when set, else the embedded binaries, else a
// container. Tests make their own databases on it (libs/testing). nats-server is started per test file, it takes 30 ms.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const embedded = fileURLToPath(new URL('../libs/embedded/', import.meta.url));

export default async function globalSetup() {
  const given = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (given) {
    process.env.TEST_DATABASE_URL = given;
    return;
  }
  const server = await startEmbedded().catch((error) => startContainer(error));
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.greenledgerTestPostgres = server;
}

async function startEmbedded() {
  await buildWhenStale();
  const { removePostgres, startPostgres } = await import('../libs/embedded/dist/index.js');
  const directory = await mkdtemp(join(tmpdir(), 'greenledger-test-'));
  const server = await startPostgres({ directory, durable: false });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      removePostgres(directory);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Jest does not transform this file, so it needs the emitted form of the one library it uses. */
async function buildWhenStale() {
  const emitted = await stat(join(embedded, 'dist', 'index.js')).then(
    (file) => file.mtimeMs,
    () => 0,
  );
  const sources = await readdir(join(embedded, 'src'), { recursive: true });
  const changed = await Promise.all(
    sources.filter((name) => name.endsWith('.ts')).map(async (name) => (await stat(join(embedded, 'src', name))).mtimeMs),
  );
  if (Math.max(...changed) <= emitted) return;
  const compiler = fileURLToPath(new URL('../deploy/build/compile.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [compiler], { cwd: embedded, encoding: 'utf8' });
  if (status !== 0) throw new Error(`libs/embedded could not be built: ${stderr}`);
}

async function startContainer(reason) {
  try {
    const { GenericContainer, Wait } = await import('testcontainers');
    const container = await new GenericContainer('postgres:18')
      .withEnvironment({ POSTGRES_PASSWORD: 'test-only' })
      .withExposedPorts(5432)
      .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
      .start();
    const url = `postgres://postgres:test-only@${container.getHost()}:${container.getMappedPort(5432)}/postgres`;
    return { url, stop: () => container.stop() };
  } catch (error) {
    throw new Error(
      `The tests need a PostgreSQL. The embedded one does not start (${reason.message}), and a container does not either (${error.message}): set DATABASE_URL to an administrator URL of a PostgreSQL 15 or newer.`,
    );
  }
}
