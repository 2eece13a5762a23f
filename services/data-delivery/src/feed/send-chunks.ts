import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Bytes gathered before a write: larger writes gain nothing, smaller ones cost (measured in the notes on HTTP). */
const CHUNK = 256 * 1024;

export interface SentBytes {
  readonly bytes: number;
  /** False: the client left before the end. */
  readonly complete: boolean;
}

/** Gathers texts into chunks of bytes that are worth a write. */
export async function* gather(source: AsyncGenerator<string>): AsyncGenerator<Buffer> {
  let gathered = '';
  for await (const text of source) {
    gathered += text;
    if (gathered.length < CHUNK) continue;
    yield Buffer.from(gathered, 'utf8');
    gathered = '';
  }
  if (gathered.length > 0) yield Buffer.from(gathered, 'utf8');
}

/**
 * Writes chunks to a response whose head is out, never faster than the client takes them. When the client leaves, the
 * source is ended at its next step, so that whatever it holds is given back.
 */
export async function sendChunks(source: AsyncGenerator<Buffer>, response: ServerResponse): Promise<SentBytes> {
  const left = new AbortController();
  const leave = (): void => left.abort();
  response.once('close', leave);
  let bytes = 0;
  try {
    for await (const chunk of source) {
      if (left.signal.aborted || response.destroyed) return { bytes, complete: false };
      bytes += chunk.length;
      if (!response.write(chunk)) await once(response, 'drain', { signal: left.signal });
    }
    response.end();
    if (!response.writableFinished) await once(response, 'finish', { signal: left.signal });
    return { bytes, complete: true };
  } catch (error) {
    if (left.signal.aborted) return { bytes, complete: false };
    throw error;
  } finally {
    response.off('close', leave);
  }
}
