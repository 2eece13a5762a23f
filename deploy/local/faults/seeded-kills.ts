import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../src/run/stack.js';

/** Milliseconds between two kills, at least and at most: long enough to do some work, too short to feel safe. */
const SHORTEST = 60;
const LONGEST = 400;

/** Kills processes of a stack at moments that a seed decides, until there were enough kills or it is told to stop. */
export class SeededKills {
  /** Kills by name of the process. Only a process that lived is counted. */
  readonly counts = new Map<string, number>();
  readonly #random: () => number;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly stack: Stack,
    seed: number,
    private readonly enough: number,
    private readonly note: (text: string) => void,
  ) {
    this.#random = randomNumbers(seed);
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped && this.total < this.enough) {
      await delay(SHORTEST + this.#random() * (LONGEST - SHORTEST));
      if (this.#stopped) return;
      const processes = [...this.stack.processIds()];
      const [name, pid] = processes[Math.floor(this.#random() * processes.length)]!;
      if (!kill(pid)) continue;
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
      if (this.total % 10 === 0) this.note(`${this.total} kills`);
    }
  }
}

/** @returns false for a process that is dead already: its supervisor has not brought it back yet. */
function kill(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** Mulberry32: the same numbers, 0 <= n < 1, for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
