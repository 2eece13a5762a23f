import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DocumentBytes } from '../atom/document-bytes.js';
import { IntervalBlockWriter, type ReadingColumns } from '../resources/interval-block-writer.js';
import { GzipBlockWriter } from './gzip-block-writer.js';
import { GzipDocument } from './gzip-document.js';

interface Block {
  readonly head: string;
  readonly tail: string;
  readonly columns: ReadingColumns;
  readonly from: number | undefined;
}

const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -50, max: 4_000 }) },
  fc.integer({ min: -2_000, max: 2_000_000 }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 9, 10, 99, 100, 999, 1000, 999_999, 1_000_000, 999_999_999, 1e9, -999_999_999, -1e9, 2_147_483_647, -2_147_483_648),
);
const quality = fc.constantFrom(17, 8, 19, 0);
const intervalLength = fc.constantFrom(0, 60, 300, 900, 900, 900, 1_800, 3_600, 3_600, 86_400, 7);
const text = fc.oneof(fc.constant('<entry>\n<id>urn:uuid:'), fc.string({ unit: 'grapheme', maxLength: 300 }), fc.uuid());

/** Runs of readings with one quality, with gaps, missing values and changes of quality between them. */
const columns = fc
  .tuple(
    intervalLength,
    fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }) }, fc.integer({ min: 0, max: 4_294_967_400 })),
    fc.array(
      fc.record({
        values: fc.array(value, { minLength: 1, maxLength: 120 }),
        quality: fc.oneof({ weight: 5, arbitrary: fc.constant(17) }, quality),
        missing: fc.boolean(),
        gap: fc.constantFrom(0, 0, 0, 1, 900, 1_000_000),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([length, first, runs]): ReadingColumns => {
    const [starts, values, qualities, missing]: number[][] = [[], [], [], []];
    let start = first;
    for (const run of runs) {
      start += run.gap;
      for (const [i, each] of run.values.entries()) {
        starts!.push(start);
        values!.push(each);
        qualities!.push(run.quality);
        missing!.push(run.missing && i === 0 ? 1 : 0);
        start += length;
      }
    }
    return { count: starts!.length, intervalLength: length, starts: starts!, values: values!, qualities: qualities!, missing: missing! };
  });

const block = fc
  .record({ head: text, tail: text, columns, part: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 }) })
  .map(({ part, ...given }): Block => {
    const { starts, count } = given.columns;
    return { ...given, from: part === null ? undefined : starts[Math.floor(part * (count - 1))] };
  });

const plain = new IntervalBlockWriter(17);

function identity(blocks: readonly Block[]): { readonly bytes: Uint8Array; readonly written: boolean[] } {
  const document = new DocumentBytes();
  const written = blocks.map(({ head, tail, columns: each, from }) =>
    plain.append(document, head, each, tail, from === undefined ? undefined : (start) => start >= from),
  );
  document.text('</feed>\n');
  return { bytes: document.take(), written };
}

function zipped(
  blocks: readonly Block[],
  writer: GzipBlockWriter,
  takeEvery = Infinity,
): { bytes: Buffer; plainLength: number; written: boolean[] } {
  const document = new GzipDocument();
  const taken: Buffer[] = [];
  const written = blocks.map(({ head, tail, columns: each, from }, i) => {
    const result = writer.append(document, head, each, tail, from === undefined ? undefined : (start) => start >= from);
    if (i % takeEvery === 0) taken.push(Buffer.from(document.take()));
    return result;
  });
  document.text('</feed>\n');
  document.end();
  taken.push(Buffer.from(document.take()));
  return { bytes: Buffer.concat(taken), plainLength: document.plainLength, written };
}

describe.each([
  ['with the kernel', new GzipBlockWriter(17)],
  ['without it', new GzipBlockWriter(17, null)],
])('GzipBlockWriter %s', (_, writer) => {
  it('gives, unpacked, the very bytes of IntervalBlockWriter, whatever the readings and whatever part is shown', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), fc.constantFrom(1, 2, Infinity), (blocks, takeEvery) => {
        const expected = identity(blocks);
        const { bytes, plainLength, written } = zipped(blocks, writer, takeEvery);
        expect(written).toEqual(expected.written);
        expect(plainLength).toBe(expected.bytes.length);
        expect(gunzipSync(bytes).equals(expected.bytes)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
