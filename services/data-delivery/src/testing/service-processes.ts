import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@greenledger/embedded';

const program = fileURLToPath(new URL('../main.ts', import.meta.url));
const typescript = new URL('../../../../deploy/build/typescript.mjs', import.meta.url).href;

/** The service as an orchestrator runs it: a program with an environment, a log of lines, signals and an exit code. */
export class ServiceProcesses {
  readonly lines: string[] = [];
  url = '';
  #first!: ChildProcess;

  /** @param environment all but HOST and PORT; resolves when the log says that everything is running */
  async start(environment: NodeJS.ProcessEnv): Promise<void> {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    const args = ['--conditions=@greenledger/source', '--import', typescript, program];
    const { PATH, HOME } = process.env;
    this.#first = spawn(process.execPath, args, {
      env: { PATH, HOME, HOST: '127.0.0.1', PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#first.stdout!, this.#first.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => void this.lines.push(line));
    }
    await this.says(/processes answer HTTP/);
  }

  /** Resolves when a line of the log matches for the so-manieth time. @throws Error with the log when the service ends before */
  async says(pattern: RegExp, times = 1): Promise<void> {
    while (this.lines.filter((line) => pattern.test(line)).length < times) {
      if (this.#first.exitCode !== null) throw new Error(`it ended with ${this.#first.exitCode}:\n${this.lines.join('\n')}`);
      await wait(20);
    }
  }

  /** Ids of the processes that the first one started, in the order in which they began. */
  get others(): number[] {
    const ids = this.lines.flatMap((line) => /"pid":(\d+).*(?:listening on|answering requests)/.exec(line)?.[1] ?? []);
    return ids.map(Number);
  }

  /** @returns the exit code */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.#first.exitCode !== null) return this.#first.exitCode;
    const exited = once(this.#first, 'exit') as Promise<[number | null]>;
    this.#first.kill(signal);
    return (await exited)[0];
  }
}
