import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MeterFileLine, type MeterFormat, readMeterFile, recognizeFormat, REJECT_REASONS, UnrecognizedFileError } from '../index.js';

const root = process.env['SHARED_DIR'] ?? join(process.cwd(), '../shared');
const FOLDERS = ['cmep', 'cmep/synthetic/valid', 'nem12/valid', 'nem13', 'espi-pge', 'espi-sce'].map((each) =>
  join(root, 'meter-data', each),
);
const present = existsSync(FOLDERS[0]!);
if (!present) process.stderr.write(`The mutated real files are skipped: there is no ${FOLDERS[0]} (set SHARED_DIR)\n`);
const withSamples = present ? describe : describe.skip;

/** Real files by their bytes, with the format that is recognized. */
const FILES: readonly (readonly [MeterFormat, Uint8Array])[] = (present ? FOLDERS : []).flatMap((folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(folder, entry.name)))
    .flatMap((bytes) => {
      const found = recognizeFormat(bytes);
      return found.kind === 'format' ? [[found.format, new Uint8Array(bytes)] as const] : [];
    }),
);

type Outcome = { readonly lines: readonly MeterFileLine[]; readonly refused: boolean };

async function read(format: MeterFormat, bytes: Uint8Array, size: number): Promise<Outcome> {
  const chunks = (async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
  const lines: MeterFileLine[] = [];
  try {
    for await (const line of readMeterFile(format, chunks, { fileTime: 1_762_128_000 })) lines.push(line);
    return { lines, refused: false };
  } catch (error) {
    if (!(error instanceof UnrecognizedFileError)) throw error;
    expect(lines).toEqual([]);
    return { lines, refused: true };
  }
}

/** Bytes replaced, cut out, doubled and put in: what disks, transfers and people do to files. */
const damage = fc.oneof(
  fc.record({
    kind: fc.constant('replace' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat({ max: 400 }) }),
  fc.record({ kind: fc.constant('double' as const), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat({ max: 400 }) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
);
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function apply(file: Uint8Array, each: Damage): Uint8Array {
  const at = Math.floor(each.at * file.length);
  const [head, tail] = [file.subarray(0, at), file.subarray(at)];
  switch (each.kind) {
    case 'replace':
      return Uint8Array.from([...head, ...each.bytes, ...tail.subarray(each.bytes.length)]);
    case 'cut':
      return Uint8Array.from([...head, ...tail.subarray(each.length)]);
    case 'double':
      return Uint8Array.from([...head, ...tail.subarray(0, each.length), ...tail]);
    case 'end':
      return Uint8Array.from(head);
  }
}

withSamples('damaged real files', () => {
  it('has files of four formats to damage', () => {
    expect(new Set(FILES.map(([format]) => format))).toEqual(new Set(['cmep', 'nem12', 'nem13', 'espi']));
  });

  it('never crash a reader, never depend on how the bytes arrive, and give nothing that does not stand in the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FILES),
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 3_000 }),
        async (file, damages, size) => {
          const [format, whole] = file;
          const bytes = damages.reduce(apply, whole);
          const outcome = await read(format, bytes, 65_536);
          expect(await read(format, bytes, Math.max(size, Math.ceil(bytes.length / 2_000)))).toEqual(outcome);
          const text = Buffer.from(bytes)
            .toString('latin1')
            .replace(/^\u00ef\u00bb\u00bf/, '');
          const source = text.split('\n').map((line) => line.replace(/\r$/, ''));
          let before = 0;
          for (const line of outcome.lines) {
            expect(line.position).toBeGreaterThan(before);
            before = line.position;
            if (line.kind === 'reject') {
              expect(Object.keys(REJECT_REASONS[format])).toContain(line.code);
              expect(line.text).toMatch(/^[\x20-\x7e\u2212×]+$/);
              continue;
            }
            if (format !== 'espi') expect(line.raw).toBe(source.slice(line.line - 1, lastLineOf(line)).join('\n'));
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});

const lastLineOf = (line: MeterFileLine): number => ('lastLine' in line && line.lastLine !== undefined ? line.lastLine : line.line);
