import { setTimeout as delay } from 'node:timers/promises';

/** A process that can be started again; `exited` belongs to its current incarnation. */
export interface Restartable {
  readonly exited: Promise<unknown>;
  restart(): Promise<void>;
}

export interface SuperviseOptions {
  readonly name: string;
  readonly process: Restartable;
  /** Told in one line what happened. */
  readonly note: (text: string) => void;
  /** Longest wait between two starts, milliseconds. */
  readonly longestWaitMs?: number;
}

export interface Supervision {
  /** From now on an end is meant and nothing is started again. */
  end(): void;
  /** Runs work during which ends are meant, for example a restart by hand. */
  pausedWhile(work: () => Promise<void>): Promise<void>;
}

/** A process that lived this long counts as healthy: the next wait is short again. */
const HEALTHY_MS = 10_000;

/** Starts the process again whenever it ends by itself, at once at first, then with doubling waits: as an orchestrator would. */
export function supervise(options: SuperviseOptions): Supervision {
  let ended = false;
  let paused = 0;
  let failures = 0;
  const longest = options.longestWaitMs ?? 5_000;

  async function watch(): Promise<void> {
    while (!ended) {
      const begin = Date.now();
      await options.process.exited;
      while (paused > 0) await delay(50, undefined, { ref: false });
      if (ended || (await isRunning(options.process))) continue;
      failures = Date.now() - begin > HEALTHY_MS ? 0 : failures + 1;
      const wait = failures <= 1 ? 100 : Math.min(100 * 2 ** failures, longest);
      options.note(`${options.name} ended by itself; starting it again`);
      await delay(wait, undefined, { ref: false });
      if (ended) return;
      await options.process.restart().then(
        () => options.note(`${options.name} is back`),
        (error: Error) => options.note(`${options.name} does not start: ${error.message.split('\n')[0]}`),
      );
    }
  }
  void watch();
  return {
    end: () => void (ended = true),
    async pausedWhile(work) {
      paused++;
      try {
        await work();
      } finally {
        paused--;
      }
    },
  };
}

/** Whether a newer incarnation took the place of the one that ended (a restart by hand). */
async function isRunning(process: Restartable): Promise<boolean> {
  const over = await Promise.race([process.exited.then(() => true), delay(0, false)]);
  return !over;
}
