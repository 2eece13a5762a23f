import cluster, { type Worker } from 'node:cluster';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggerService } from '@nestjs/common';
import type { RequestCounts } from '../access/request-counts.js';
import type { ProcessMessage } from './process-message.js';
import type { ProcessRole } from './process-role.js';

/** Milliseconds that a process has to live before its end counts as the first one again. */
const HEALTHY = 10_000;
/** Milliseconds before a process is started again: soon, then doubling. */
const [SHORTEST, LONGEST] = [100, 5_000];
/** Starts in a row that did not become ready after which the service ends, for whoever runs it to notice. */
const MOST_FAILURES = 6;

export interface ProcessGroupOptions {
  /** Processes that answer HTTP; they share one port. */
  readonly feedProcesses: number;
  /** Counts for all of them. */
  readonly counts: RequestCounts;
  readonly logger: LoggerService;
  /** Called when no process is left, with the exit code for this one. */
  readonly end: (code: number) => void;
}

/** The first process of several: it starts the others, starts again what ends, counts requests for them and does nothing else. */
export class ProcessGroup {
  readonly #workers = new Map<Worker, ProcessRole>();
  #ending: number | undefined;

  constructor(private readonly options: ProcessGroupOptions) {
    cluster.on('message', (worker, message: ProcessMessage) => void this.#hear(worker, message));
  }

  /** Resolves when all are ready. Those that answer HTTP come last: who is let in finds the others running. */
  async start(): Promise<void> {
    const { feedProcesses, logger } = this.options;
    await this.#keep('background');
    await Promise.all(Array.from({ length: feedProcesses }, () => this.#keep('feeds')));
    logger.log(`${feedProcesses} processes answer HTTP, one works in the background`, 'start');
  }

  /** Lets every process drain, then ends. */
  stop(code = 0): void {
    if (this.#ending !== undefined) return;
    this.#ending = code;
    for (const worker of this.#workers.keys()) worker.process.kill('SIGTERM');
    this.#endWhenAlone();
  }

  /** Keeps one process of a role running. Resolves when it is ready for the first time. */
  #keep(role: ProcessRole): Promise<void> {
    return new Promise((ready) => void this.#run(role, ready));
  }

  async #run(role: ProcessRole, ready: () => void): Promise<void> {
    let failures = 0;
    let everReady = false;
    while (this.#ending === undefined) {
      const begin = Date.now();
      const { pid, end } = this.#fork(role, ready);
      const { wasReady, code, how } = await end;
      if (this.#ending !== undefined) {
        if (wasReady && code !== 0) {
          this.options.logger.error(`the process ${role} (${pid}) did not come to its end (${how})`, 'processes');
          this.#ending ||= code;
        }
        return this.#endWhenAlone();
      }
      everReady ||= wasReady;
      failures = wasReady && Date.now() - begin > HEALTHY ? 0 : failures + 1;
      // What does not start at all is wrong in its surroundings, as with a service of one process: its log says how.
      if (!wasReady && (!everReady || failures >= MOST_FAILURES)) {
        this.options.logger.error(`the process ${role} does not start (${how}): ending the service`, 'processes');
        return this.stop(code || 1);
      }
      this.options.logger.error(`the process ${role} (${pid}) ended by itself (${how}); starting it again`, 'processes');
      await delay(Math.min(SHORTEST * 2 ** Math.max(0, failures - 1), LONGEST));
    }
  }

  #fork(role: ProcessRole, ready: () => void): { readonly pid: number | undefined; readonly end: Promise<ProcessEnd> } {
    const worker = cluster.fork({ DELIVERY_ROLE: role });
    this.#workers.set(worker, role);
    let wasReady = false;
    worker.on('message', ({ type }: ProcessMessage) => {
      if (type !== 'ready') return;
      wasReady = true;
      ready();
    });
    const end = new Promise<ProcessEnd>((resolve) => {
      worker.once('exit', (code: number | null, signal: string | null) => {
        this.#workers.delete(worker);
        resolve({ wasReady, code: code ?? 1, how: signal ?? `exit code ${code}` });
      });
    });
    return { pid: worker.process.pid, end };
  }

  async #hear(worker: Worker, message: ProcessMessage): Promise<void> {
    const { counts } = this.options;
    if (message.type === 'count') {
      const { question, request } = message;
      answer(worker, { type: 'counted', question, states: await counts.count(request) });
    } else if (message.type === 'look') {
      const { question, request } = message;
      answer(worker, { type: 'looked', question, states: await counts.look(request) });
    } else if (message.type === 'wake-preparation') {
      for (const [other, role] of this.#workers) if (role === 'background') answer(other, message);
    }
  }

  #endWhenAlone(): void {
    if (this.#workers.size === 0 && this.#ending !== undefined) this.options.end(this.#ending);
  }
}

interface ProcessEnd {
  readonly wasReady: boolean;
  readonly code: number;
  readonly how: string;
}

/** Who has ended meanwhile needs no answer. */
function answer(worker: Worker, message: ProcessMessage): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}
