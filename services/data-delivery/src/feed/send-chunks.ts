import type { ServerResponse } from 'node:http';
import type { Piece } from './render-feed.js';
import { renderTurns } from './render-turns.js';

/** Bytes gathered before a write: larger writes gain nothing, smaller ones cost (measured in the notes on HTTP). */
const CHUNK = 256 * 1024;
/** The first chunk is sent as soon as it holds this many bytes. */
const FIRST_CHUNK = 8 * 1024;
/** A piece of at least so many bytes is a chunk itself. */
const LARGE_PIECE = 64 * 1024;

export interface SentBytes {
  readonly bytes: number;
  /** False: the client left before the end. */
  readonly complete: boolean;
}

export interface Gathering {
  /** Each chunk is used up before the next one is asked for, so its bytes may be used again: true for what is sent as it is. */
  readonly reuse?: boolean;
}

/** Longest piece of text that is written in one go: UTF-8 takes at most three bytes for each of its units. */
const bytesAtMost = (piece: Piece): number => (typeof piece === 'string' ? piece.length * 3 : piece.length);

/** Gathers the pieces of a document into chunks of bytes that are worth a write. */
export async function* gather(source: AsyncGenerator<Piece>, { reuse = false }: Gathering = {}): AsyncGenerator<Buffer> {
  let chunk = Buffer.allocUnsafe(CHUNK);
  let length = 0;
  let enough = FIRST_CHUNK;
  for await (const piece of source) {
    const longest = bytesAtMost(piece);
    const large = reuse && typeof piece !== 'string' && longest >= LARGE_PIECE;
    if (length > 0 && (large || length + longest > chunk.length)) {
      yield chunk.subarray(0, length);
      length = 0;
      if (!reuse) chunk = Buffer.allocUnsafe(CHUNK);
    }
    if (large) {
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
      continue;
    }
    if (longest > chunk.length) chunk = Buffer.allocUnsafe(longest);
    if (typeof piece === 'string') length += chunk.write(piece, length);
    else {
      chunk.set(piece, length);
      length += piece.length;
    }
    if (enough === FIRST_CHUNK && length >= enough) {
      yield chunk.subarray(0, length);
      enough = CHUNK;
      length = 0;
      if (!reuse) chunk = Buffer.allocUnsafe(CHUNK);
    }
  }
  if (length > 0) yield chunk.subarray(0, length);
}

/**
 * Writes chunks to a response whose head is out, never faster than the client takes them: each has left this process
 * before the next is asked for. When the client leaves, the source is ended at its next step, so that whatever it holds is
 * given back.
 * @param tally counts what is written, also for who has to say how much it was when the source fails
 */
export async function sendChunks(
  source: AsyncGenerator<Buffer>,
  response: ServerResponse,
  tally: { bytes: number } = { bytes: 0 },
): Promise<SentBytes> {
  let left = response.destroyed;
  let wake: () => void = () => undefined;
  const leave = (): void => {
    left = true;
    wake();
  };
  response.once('close', leave);
  // Called back with an error when the connection broke: `close` then comes as well and tells the same.
  const written = (write: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      write(resolve);
    });
  const turn = renderTurns.join();
  try {
    for await (const chunk of source) {
      if (left) return { bytes: tally.bytes, complete: false };
      tally.bytes += chunk.length;
      await written((done) => response.write(chunk, done));
      const pause = turn.next(chunk.length);
      if (pause) await pause;
    }
    if (left) return { bytes: tally.bytes, complete: false };
    await written((done) => response.end(done));
    return { bytes: tally.bytes, complete: response.writableFinished };
  } finally {
    response.off('close', leave);
    turn.leave();
  }
}
