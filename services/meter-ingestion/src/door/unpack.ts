import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ProblemError } from '@greenledger/contracts';

/** How a file was packed when it arrived. */
export type Packing = 'none' | 'gzip';

const GZIP = Buffer.from([0x1f, 0x8b]);

export const packingOf = (beginning: Uint8Array): Packing => (Buffer.from(beginning).subarray(0, 2).equals(GZIP) ? 'gzip' : 'none');

/**
 * The content of a delivery: unpacked when it begins like gzip (several members follow one another), else as it is. The
 * content decides, not a header: clients set none.
 * @throws ProblemError `unrecognized-file` for gzip that is damaged, cut off, or followed by something else.
 */
export async function* unpack(delivered: AsyncIterable<Uint8Array>, tell: (packing: Packing) => void): AsyncGenerator<Uint8Array> {
  const chunks = delivered[Symbol.asyncIterator]();
  let beginning = Buffer.alloc(0);
  while (beginning.length < GZIP.length) {
    const next = await chunks.next();
    if (next.done) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  const packing = packingOf(beginning);
  tell(packing);
  const whole = joined(beginning, chunks);
  if (packing === 'gzip') yield* gunzip(whole);
  else yield* whole;
}

async function* joined(beginning: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (beginning.length > 0) yield beginning;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const content = createGunzip();
  let size = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of packed) {
      size += chunk.length;
      yield chunk;
    }
  }
  const fed = pipeline(counted, content);
  fed.catch(() => undefined);
  try {
    yield* content as AsyncIterable<Buffer>;
    await fed;
  } catch (error) {
    throw explain(error);
  }
  if (content.bytesWritten !== size) throw damaged('something that is no gzip follows it');
}

function explain(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  return code?.startsWith('Z_') ? damaged(message ?? code) : error;
}

const damaged = (why: string): ProblemError =>
  new ProblemError('unrecognized-file', `The gzip file is damaged: ${why}. Nothing of it was taken; pack it anew and send it again.`);
