import { gunzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DocumentBytes } from '../atom/document-bytes.js';
import { IntervalBlockWriter, type ReadingColumns } from '../resources/interval-block-writer.js';
import { GzipBlockWriter } from './gzip-block-writer.js';
import { GzipDocument } from './gzip-document.js';
import { KnownForms } from './layout-sequence.js';
import { TextLayout, wholeText, type PartedText } from './text-layout.js';

interface Block {
  /** Text that stands before the block. */
  readonly between: string | null;
  /** Other texts of layouts that stand before it. */
  readonly entries: readonly PartedText[];
  readonly head: PartedText;
  readonly tail: PartedText;
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

const IDS = ['9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d', '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'];
/** Often the same ones, so that what repeats in a text and from text to text is met. */
const hole = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...IDS) },
  { weight: 2, arbitrary: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-11') },
  { weight: 2, arbitrary: fc.uuid() },
  fc.constantFrom('', '7', '12'),
  fc.string({ unit: 'binary-ascii', maxLength: 80 }),
);
const piece = fc.oneof(fc.constantFrom('', '/', '/UsagePoint/', '<link rel="self" href="https://utility.example/Subscription/'), text);
/** Few, as in a feed: the same kinds of entries come again and again. */
const layouts = fc.array(
  fc
    .tuple(fc.array(piece, { minLength: 1, maxLength: 8 }), fc.array(fc.constantFrom('one', 'other', 'third'), { maxLength: 7 }))
    .map(([pieces, names]) => new TextLayout(pieces, names)),
  { minLength: 4, maxLength: 4 },
);
const parted = (of: readonly TextLayout[]): fc.Arbitrary<PartedText> =>
  fc.tuple(fc.constantFrom(...of), fc.array(hole, { minLength: 7, maxLength: 7 })).map(([layout, holes]) => ({
    layout,
    holes: holes.slice(0, layout.pieces.length - 1),
  }));
const blockOf = (of: readonly TextLayout[]): fc.Arbitrary<Block> =>
  fc
    .record({
      between: fc.option(text, { freq: 1 }),
      entries: fc.array(parted(of), { maxLength: 3 }),
      head: parted(of),
      tail: parted(of),
      columns,
      part: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4 }),
    })
    .map(({ part, ...given }): Block => {
      const { starts, count } = given.columns;
      return { ...given, from: part === null ? undefined : starts[Math.floor(part * (count - 1))] };
    });
const feed = layouts.chain((of) => fc.array(blockOf(of), { maxLength: 16 }));

const plain = new IntervalBlockWriter(17);
type Feed = readonly Block[];

function identity(blocks: Feed): { readonly bytes: Uint8Array; readonly written: boolean[] } {
  const document = new DocumentBytes();
  const written = blocks.map(({ between, entries, head, tail, columns: each, from }) => {
    document.text((between ?? '') + entries.map(wholeText).join(''));
    return plain.append(document, wholeText(head), each, wholeText(tail), from === undefined ? undefined : (start) => start >= from);
  });
  document.text('</feed>\n');
  return { bytes: document.take(), written };
}

function zipped(
  document: GzipDocument,
  blocks: Feed,
  writer: GzipBlockWriter,
  takeEvery: number,
): { bytes: Buffer; plainLength: number; written: boolean[] } {
  const taken: Buffer[] = [];
  const written = blocks.map(({ between, entries, head, tail, columns: each, from }, i) => {
    document.text(between ?? '');
    for (const entry of entries) document.parted(entry);
    const result = writer.append(document, head, each, tail, from === undefined ? undefined : (start) => start >= from);
    if (i % takeEvery === 0) taken.push(Buffer.from(document.take()));
    return result;
  });
  document.text('</feed>\n');
  document.end();
  taken.push(Buffer.from(document.take()));
  return { bytes: Buffer.concat(taken), plainLength: document.plainLength, written };
}

const writer = new GzipBlockWriter(17);

it('gives, unpacked, the very bytes of IntervalBlockWriter, whatever the readings and whatever part is shown', () => {
  const document = new GzipDocument();
  fc.assert(
    fc.property(feed, fc.constantFrom(1, 2, Infinity), (blocks, takeEvery) => {
      const expected = identity(blocks);
      document.restart();
      const { bytes, plainLength, written } = zipped(document, blocks, writer, takeEvery);
      expect(written).toEqual(expected.written);
      expect(plainLength).toBe(expected.bytes.length);
      expect(gunzipSync(bytes).equals(expected.bytes)).toBe(true);
    }),
    { numRuns: 300, endOnFailure: true },
  );
});

it('writes the same bits by the plain loop, where as much is known of the layouts', () => {
  fc.assert(
    fc.property(feed, (blocks) => {
      const [first, second] = [new GzipBlockWriter(17), new GzipBlockWriter(17, null)].map(
        (each) => zipped(new GzipDocument(new KnownForms()), blocks, each, Infinity).bytes,
      ) as [Buffer, Buffer];
      expect(second.equals(first)).toBe(true);
      expect(gunzipSync(first).equals(identity(blocks).bytes)).toBe(true);
    }),
    { numRuns: 30, endOnFailure: true },
  );
});
