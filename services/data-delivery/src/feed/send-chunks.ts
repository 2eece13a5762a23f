import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Piece } from './render-feed.js';

/** Bytes gathered before a write: larger writes gain nothing, smaller ones cost (measured in the notes on HTTP). */
const CHUNK = 256 * 1024;

export interface SentBytes {
  readonly bytes: number;
  /** False: the client left before the end. */
  readonly complete: boolean;
}

/** Longest piece of text that is written in one go: UTF-8 takes at most three bytes for each of its units. */
const bytesAtMost = (piece: Piece): number => (typeof piece === 'string' ? piece.length * 3 : piece.length);

/** Gathers the pieces of a document into chunks of bytes that are worth a write. */
export async function* gather(source: AsyncGenerator<Piece>): AsyncGenerator<Buffer> {
  let chunk = Buffer.allocUnsafe(CHUNK);
  let length = 0;
  for await (const piece of source) {
    const longest = bytesAtMost(piece);
    if (length + longest > chunk.length) {
      if (length > 0) yield chunk.subarray(0, length);
      chunk = Buffer.allocUnsafe(Math.max(CHUNK, longest));
      length = 0;
    }
    if (typeof piece === 'string') length += chunk.write(piece, length);
    else {
      chunk.set(piece, length);
      length += piece.length;
    }
  }
  if (length > 0) yield chunk.subarray(0, length);
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
