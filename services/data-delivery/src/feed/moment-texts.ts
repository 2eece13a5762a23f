import { formatTimestamp } from '@greenledger/espi';

/** Imports of a night share a few moments, and each usage point of a feed names two or three of them. */
const MOST = 1_000;
const known = new Map<number, string>();

/** `formatTimestamp`, which remembers what it was asked for last. */
export function momentText(seconds: number): string {
  let text = known.get(seconds);
  if (text === undefined) {
    if (known.size === MOST) known.clear();
    known.set(seconds, (text = formatTimestamp(seconds)));
  }
  return text;
}
