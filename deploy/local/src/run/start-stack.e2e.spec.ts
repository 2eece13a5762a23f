import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { removePostgres } from '@greenledger/embedded';
import { MAIN_PROGRAM, runsHere } from './runs-here.js';

/** `npm start` as a process of its own, on a throw-away state below a 0700 folder. */
class Run {
  output = '';
  readonly #child: ChildProcess;
  readonly exit: Promise<number | null>;

  constructor(state: string, args: readonly string[]) {
    const env: NodeJS.ProcessEnv = { ...process.env, GREENLEDGER_STATE: state };
    delete env['DATABASE_URL'];
    delete env['NODE_OPTIONS'];
    this.#child = spawn(process.execPath, [MAIN_PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) stream.on('data', (text) => (this.output += text));
    this.exit = new Promise((resolve) => this.#child.once('exit', resolve));
  }

  /** The origin, once everything is ready. */
  async ready(): Promise<string> {
    return (await this.saw(/is ready at (http:\/\/localhost:\d+)/))[1]!;
  }
  async saw(pattern: RegExp): Promise<RegExpMatchArray> {
    for (let tries = 0; tries < 2400; tries++) {
      const match = this.output.match(pattern);
      if (match) return match;
      if (this.#child.exitCode !== null) break;
      await delay(25);
    }
    throw new Error(`${pattern} was not seen in: ${this.output}`);
  }
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }
}

/** Ids of all processes that have the text in their command line or in the name of their state (Linux). */
function processesOf(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ['cmdline', 'environ'].some((file) => read(`/proc/${pid}/${file}`).includes(text)))
    .map(Number);
}
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const suite = runsHere('npm start', true) ? describe : describe.skip;

suite('npm start (built, on Linux)', () => {
  const state = join(mkdtempSync(join(tmpdir(), 'greenledger-e2e-')), 'state');
  const runs: Run[] = [];
  const taken = createServer();
  const start = (...args: string[]): Run => {
    const run = new Run(state, args);
    runs.push(run);
    return run;
  };
  /** Nothing of the run is left: no process names the state, and the lock is given back. */
  async function leftNothing(): Promise<void> {
    for (let tries = 0; processesOf(state).length > 0 && tries < 200; tries++) await delay(25);
    expect(processesOf(state)).toEqual([]);
  }

  // A failed test must not leave its run to the next one.
  afterEach(async () => {
    for (const run of runs) run.signal('SIGKILL');
    await leftNothing();
  });
  afterAll(() => {
    taken.close();
    removePostgres(state);
    rmSync(join(state, '..'), { recursive: true, force: true });
  });

  it('refuses an option that it does not know', async () => {
    const run = start('--sotry');
    expect(await run.exit).toBe(2);
    expect(run.output).toMatch(/--sotry is no option.*--story/);
  });

  it('starts everything on other ports when the wanted one is taken, keeps services up, and finds its data again', async () => {
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const port = (taken.address() as { port: number }).port;
    // The demo town has tests of its own and would only take time here.
    mkdirSync(state, { recursive: true, mode: 0o711 });
    writeFileSync(join(state, 'demo-town-loaded'), '');
    const first = start('--port', String(port));
    const origin = await first.ready();
    expect(origin).not.toBe(`http://localhost:${port}`);
    expect(first.output).toContain(`Port ${port} is taken`);
    expect((await fetch(`${origin}/sign-in`)).status).toBe(200);
    const metadata = (await (await fetch(`${origin}/.well-known/oauth-authorization-server/oauth`)).json()) as { issuer: string };
    expect(metadata.issuer).toBe(`${origin}/oauth`);

    const second = start();
    expect(await second.exit).toBe(1);
    expect(second.output).toContain('Another run');

    const ours = new Set(processesOf(state));
    const portal = processesOf('ACCOUNTS_FILE=').find((pid) => ours.has(pid));
    expect(portal).toBeDefined();
    process.kill(portal!, 'SIGKILL');
    await first.saw(/portal is back/);
    expect((await fetch(`${origin}/sign-in`)).status).toBe(200);

    const upload = first.output.match(/-u (operator:\S+)/)![1]!;
    const authorization = `Basic ${Buffer.from(upload).toString('base64')}`;
    const posted = await fetch(`${origin}/ingest/v1/meter-files?fileName=x.cmep`, {
      method: 'POST',
      headers: { authorization },
      body: 'MEPMD01,broken\n',
    });
    await posted.body?.cancel();
    const imports = async (base: string): Promise<string[]> => {
      const answer = await fetch(`${base}/ingest/v1/imports`, { headers: { authorization } });
      return ((await answer.json()) as { imports: { importId: string }[] }).imports.map(({ importId }) => importId);
    };
    const before = await imports(origin);
    expect(before).toHaveLength(1);

    first.signal('SIGINT');
    expect(await first.exit).toBe(0);
    await leftNothing();

    const again = start();
    const later = await again.ready();
    expect(await imports(later)).toEqual(expect.arrayContaining(before));
    again.signal('SIGTERM');
    expect(await again.exit).toBe(0);
    await leftNothing();
  }, 120_000);

  it('leaves no process behind when it is killed hard, and starts again', async () => {
    const run = start();
    await run.ready();
    run.signal('SIGKILL');
    await run.exit;
    await leftNothing();
    const next = start();
    await next.ready();
    next.signal('SIGINT');
    expect(await next.exit).toBe(0);
    await leftNothing();
  }, 120_000);
});
