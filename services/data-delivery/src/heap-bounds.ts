import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds after which all is loaded that a service needs. */
const LOADED = 3_000;

/**
 * Keeps the heap near what is alive. A feed makes much that lives for a moment: left to itself the heap grows to several times
 * of what is alive before it is swept. Here it is swept when it has grown by half, so that memory does not rise with the number
 * of feeds and the speed of their readers. What it grows from is known after a sweep, and the first one would come late (at
 * about 160 MB): so there is one as soon as everything is loaded.
 */
export function boundHeap(): void {
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--expose-gc');
  const sweep = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  setTimeout(sweep, LOADED).unref();
}
