import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ManagedChild } from './managed-child.js';

export interface WaitOptions {
  /** What is waited for, for the error text, for example `PostgreSQL`. */
  readonly name: string;
  readonly child: ManagedChild;
  readonly logFile: string;
  /** Answers or throws while it is not ready yet. */
  readonly probe: () => Promise<unknown>;
  readonly timeoutMs?: number;
}

/** @throws Error with the last lines of the log when the child ends or is not ready in time. */
export async function waitUntilReady(options: WaitOptions): Promise<void> {
  const until = Date.now() + (options.timeoutMs ?? 30_000);
  let last: unknown;
  while (Date.now() < until && options.child.running) {
    try {
      await options.probe();
      return;
    } catch (error) {
      last = error;
      await delay(25);
    }
  }
  const why = options.child.running ? `did not answer in time (${String(last)})` : await whyEnded(options.child);
  await options.child.stop();
  throw new Error(`${options.name} ${why}. The end of its log ${options.logFile}:\n${await lastLines(options.logFile)}`);
}

async function whyEnded(child: ManagedChild): Promise<string> {
  const { code, signal, error } = await child.exited;
  return error ? `could not be started (${error.message})` : `ended at once (${signal ?? `exit code ${code}`})`;
}

/** The end of a log file, for error messages. */
export async function lastLines(file: string, count = 10): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '(no log)');
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
