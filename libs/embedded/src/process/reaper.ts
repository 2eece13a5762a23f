import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Told over stdin which processes live (`+ pid SIGNAL`) and which have ended (`- pid`). When stdin closes, for whatever
 * reason the parent ended (exit, crash, SIGKILL), it ends those that are left: newest first, then hard after 5 s.
 */
const SCRIPT = `
trap '' INT TERM HUP
pids=
while read -r change pid signal; do
  case $change in
    +) eval "signal_$pid=$signal"; pids="$pid $pids" ;;
    -) rest=; for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done; pids=$rest ;;
  esac
done
for p in $pids; do eval "kill -s \\$signal_$p $p"; done 2>/dev/null
tries=0
while [ $tries -lt 50 ]; do
  alive=
  for p in $pids; do kill -0 $p 2>/dev/null && alive="$alive $p"; done
  [ -z "$alive" ] && exit 0
  sleep 0.1
  tries=$((tries + 1))
done
kill -s KILL $alive 2>/dev/null
`;

let reaper: ChildProcess | undefined;

/** Makes sure that the process ends with this one. `signal` without SIG, for example `TERM`. */
export function reapAtExit(pid: number, signal: string): void {
  tell(`+ ${pid} ${signal}`);
}

/** The process has ended; its id may belong to another one soon. */
export function forgetReaped(pid: number): void {
  tell(`- ${pid}`);
}

function tell(line: string): void {
  if (process.platform === 'win32') return;
  reaper ??= startReaper();
  reaper.stdin?.write(`${line}\n`);
}

function startReaper(): ChildProcess {
  // Its own session: a Ctrl-C at the terminal reaches only the parent, which then stops its children in order.
  const child = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' });
  child.on('error', () => (reaper = undefined));
  child.stdin?.on('error', () => (reaper = undefined));
  child.unref();
  (child.stdin as unknown as { unref?(): void }).unref?.();
  return child;
}
