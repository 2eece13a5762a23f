import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Bytes gathered before a write: larger writes gain nothing, smaller ones cost (measured in the notes on HTTP). */
const CHUNK = 256 * 1024;

export interface SentBytes {
  readonly bytes: number;
  /** False: the client left before the end. */
  readonly complete: boolean;
}

/**
 * Writes texts to a response whose head is out, in chunks and never faster than the client takes them. When the client
 * leaves, the source is ended at its next step, so that whatever it holds is given back.
 */
export async function sendChunks(source: AsyncGenerator<string>, response: ServerResponse): Promise<SentBytes> {
  const left = new AbortController();
  const leave = (): void => left.abort();
  response.once('close', leave);
  let bytes = 0;
  let gathered = '';
  const flush = async (): Promise<void> => {
    const chunk = Buffer.from(gathered, 'utf8');
    gathered = '';
    bytes += chunk.length;
    if (!response.write(chunk)) await once(response, 'drain', { signal: left.signal });
  };
  try {
    for await (const text of source) {
      if (left.signal.aborted || response.destroyed) return { bytes, complete: false };
      gathered += text;
      if (gathered.length >= CHUNK) await flush();
    }
    if (gathered.length > 0) await flush();
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
