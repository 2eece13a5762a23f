import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { forgetReaped, reapAtExit } from './reaper.js';

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Run as this user; only root may choose. */
  readonly uid?: number;
  readonly gid?: number;
  /** Both outputs are appended to this file. */
  readonly logFile: string;
  /** What asks the process to end; default SIGTERM. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT';
}

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Set when the program could not be started at all. */
  readonly error?: Error;
}

/** A child process in a session of its own that does not outlive this process, however this one ends. */
export interface ManagedChild {
  readonly pid: number;
  readonly running: boolean;
  readonly exited: Promise<ChildExit>;
  /** Asks it to end, waits `graceMs` (default 10 s), then kills it. */
  stop(graceMs?: number): Promise<ChildExit>;
  /** SIGKILL, at once. */
  kill(): void;
}

/** Starts the program; a program that cannot be started shows as `exited` with an error. */
export function startChild(options: ChildOptions): ManagedChild {
  const stopSignal = options.stopSignal ?? 'SIGTERM';
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(options.command, [...options.args], {
    stdio: ['ignore', log, log],
    env: options.env ?? process.env,
    cwd: options.cwd ?? '/',
    detached: true,
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }),
  });
  closeSync(log);
  child.unref();
  const pid = child.pid ?? 0;
  if (pid) reapAtExit(pid, stopSignal.slice(3));
  let running = pid !== 0;
  const exited = new Promise<ChildExit>((resolve) => {
    const end = (exit: ChildExit): void => {
      running = false;
      if (pid) forgetReaped(pid);
      resolve(exit);
    };
    child.once('exit', (code, signal) => end({ code, signal }));
    child.once('error', (error) => end({ code: null, signal: null, error }));
  });
  return {
    pid,
    exited,
    get running() {
      return running;
    },
    kill: () => void (running && child.kill('SIGKILL')),
    async stop(graceMs = 10_000) {
      if (!running) return exited;
      child.ref();
      child.kill(stopSignal);
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      return exited.finally(() => clearTimeout(timer));
    },
  };
}
