import { freePort, startChild, waitUntilReady, type ManagedChild } from '@greenledger/embedded';
import type { ServiceName } from '@greenledger/contracts';
import type { Restartable } from './supervise.js';

/** One service in a process of its own. */
export interface ServiceProcess extends Restartable {
  readonly url: string;
  readonly pid: number;
  kill(): void;
  /** SIGTERM, so that it drains. */
  stop(): Promise<void>;
}

export interface ServiceProcessOptions {
  readonly name: ServiceName;
  /** Its `dist/main.js`. */
  readonly program: string;
  /** All but HOST and PORT. */
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Further arguments of Node, before the program. */
  readonly nodeArguments?: readonly string[];
  readonly timeoutMs?: number;
}

/** Starts the service and resolves when `GET /health/ready` answers 200. Each start takes a free port. */
export async function startServiceProcess(options: ServiceProcessOptions): Promise<ServiceProcess> {
  let url = '';
  let child = await start();

  async function start(): Promise<ManagedChild> {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const started = startChild({
      command: process.execPath,
      args: ['--enable-source-maps', ...(options.nodeArguments ?? []), options.program],
      env: { ...options.env, HOST: '127.0.0.1', PORT: String(port) },
      logFile: options.logFile,
    });
    const ready = `${url}/health/ready`;
    await waitUntilReady({
      name: options.name,
      child: started,
      logFile: options.logFile,
      probe: () => probe(ready),
      timeoutMs: options.timeoutMs,
    });
    return started;
  }

  return {
    get url() {
      return url;
    },
    get pid() {
      return child.pid;
    },
    get exited() {
      return child.exited;
    },
    kill: () => child.kill(),
    stop: async () => void (await child.stop()),
    async restart() {
      await child.stop();
      child = await start();
    },
  };
}

async function probe(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
}
