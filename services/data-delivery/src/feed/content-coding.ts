import { pipeline, Readable, type Transform } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

export type ContentCoding = 'br' | 'gzip' | 'identity';

const WINDOW = 256 * 1024;
/** Feeds shrink more than twentyfold at the fastest settings already; slower ones cost three to ten times the time. */
const CODERS: Record<Exclude<ContentCoding, 'identity'>, (level: number) => Transform> = {
  br: () => createBrotliCompress({ chunkSize: WINDOW, params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  gzip: (level) => createGzip({ level, chunkSize: WINDOW }),
};

/** In the order of our liking when a client likes several equally. */
const OURS = ['br', 'gzip'] as const;
/** Gzip that is written straight from the values is several times as fast as any brotli, and smaller than its fastest. */
const OURS_SYNTHESIZED = ['gzip', 'br'] as const;

/**
 * The coding for an Accept-Encoding header (RFC 9110 section 12.5.3). Without one, or when it forbids all, identity.
 * @param synthesized whether gzip of this answer is written by `GzipFeed`
 */
export function chooseCoding(header: string | undefined, synthesized = false): ContentCoding {
  if (header === undefined) return 'identity';
  const weights = new Map<string, number>();
  for (const item of header.split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim());
    const q = parameters.find((parameter) => /^q=/i.test(parameter));
    weights.set(name.toLowerCase().replace(/^x-gzip$/, 'gzip'), q === undefined ? 1 : Number(q.slice(2)) || 0);
  }
  const weight = (coding: ContentCoding): number => weights.get(coding) ?? weights.get('*') ?? 0;
  let best: ContentCoding = 'identity';
  // Identity needs no mention to be acceptable, but what is mentioned goes before it.
  let heaviest = weights.get('identity') ?? 0;
  for (const coding of synthesized ? OURS_SYNTHESIZED : OURS) {
    if (weight(coding) <= 0 || weight(coding) < heaviest) continue;
    if (weight(coding) === heaviest && best !== 'identity') continue;
    best = coding;
    heaviest = weight(coding);
  }
  return best;
}

/** Compresses a stream as it flows. Ending the result early ends the source, and is over when the source is. @param level of zlib */
export async function* encode(source: AsyncGenerator<Buffer>, coding: ContentCoding, level = 1): AsyncGenerator<Buffer> {
  if (coding === 'identity') return yield* source;
  const coder = CODERS[coding](level);
  pipeline(Readable.from(source), coder, () => undefined);
  try {
    for await (const chunk of coder) yield chunk as Buffer;
  } finally {
    // The source runs ahead of the coder. What it writes to goes to another feed next: it must have come to its end before.
    await source.return(undefined);
  }
}
