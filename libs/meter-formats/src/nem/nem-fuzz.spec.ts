import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDecimal, multiply, toWhole } from '../decimal.js';
import { NEM_REASONS, type NemLine, type NemVersion, readNem, UnrecognizedFileError } from '../index.js';

const samples = process.env['METER_DATA_DIR'] ?? join(process.cwd(), '../shared/meter-data');
const filesOf = (folder: string): string[] =>
  existsSync(join(samples, folder))
    ? readdirSync(join(samples, folder)).map((file) => readFileSync(join(samples, folder, file), 'latin1'))
    : [];

const VALUES = Array.from({ length: 48 }, (_, i) => `${i}.25`).join(',');
const OWN =
  `100,NEM12,202302241702,MDP,RET\n200,VABD000163,E1,1,E1,N1,MET1,kWh,30,\n300,20230225,${VALUES},V,,,20230226120000,\n` +
  `400,1,20,A,,\n400,21,48,S14,1,\n500,O,S1,20230226,1\n300,20230226,${VALUES},A,,,,\n900\n`;
const SEEDS: readonly [NemVersion, string][] = [
  ['NEM12', OWN],
  ...filesOf('nem12/valid').map((text) => ['NEM12', text] as [NemVersion, string]),
  ...filesOf('nem13').map((text) => ['NEM13', text] as [NemVersion, string]),
];

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 60 }),
  insert: fc.oneof(
    fc.constantFrom(
      '',
      ',',
      '"',
      ',,',
      '-',
      '.',
      'e9',
      '\n',
      '\r\n',
      '300,',
      '400,1,48,A,,\n',
      '200,',
      '900\n',
      'V',
      'N',
      '9999999999',
      '\u0000',
    ),
    fc.string({ maxLength: 8 }),
  ),
});

async function read(version: NemVersion, text: string): Promise<NemLine[] | undefined> {
  const found: NemLine[] = [];
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
  try {
    for await (const line of readNem(
      version,
      (async function* () {
        yield bytes;
      })(),
    ))
      found.push(line);
  } catch (error) {
    if (!(error instanceof UnrecognizedFileError)) throw error;
    expect(found).toEqual([]);
    return undefined;
  }
  return found;
}

/** Every number of the record, scaled by each factor that a unit of the format may have: found without the reader. */
function valuesIn(raw: string): ReadonlySet<number> {
  const numbers = raw.split(/[,\n]/).flatMap((field) => parseDecimal(field.trim().replaceAll('"', '').trim()) ?? []);
  const factors = ['1', '1000', '1000000'].map((factor) => parseDecimal(factor)!);
  return new Set(
    numbers.flatMap((number) => factors.map((factor) => toWhole(multiply(number, factor)))).filter((value) => typeof value === 'number'),
  );
}

describe('mutated NEM12 and NEM13 files', () => {
  it('never crash the reader, and every value stands in the lines that it is said to come from', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SEEDS),
        fc.array(mutation, { minLength: 1, maxLength: 5 }),
        async ([version, seed], mutations) => {
          const text = mutations.reduce((mutated, { at, remove, insert }) => {
            const from = Math.floor(at * mutated.length);
            return mutated.slice(0, from) + insert + mutated.slice(from + remove);
          }, seed);
          const lines = await read(version, text);
          if (!lines) return;
          const source = text.split('\n').map((line) => line.replace(/\r$/, ''));
          let previous = 0;
          for (const line of lines) {
            expect(line.line).toBeGreaterThan(previous);
            previous = line.line;
            if (line.kind === 'reject') expect(Object.keys(NEM_REASONS)).toContain(line.code);
            if (line.kind !== 'readings') continue;
            const written = source.slice(line.line - 1, line.lastLine ?? line.line).join('\n');
            expect(latin1(line.raw)).toBe(latin1(written));
            const values = valuesIn(written);
            for (const { value } of line.readings) if (value !== null) expect(values.has(value)).toBe(true);
            if (line.quantity?.value != null) expect(values.has(line.quantity.value)).toBe(true);
            line.readings.forEach(({ start }, i) => i > 0 && expect(start).toBeGreaterThan(line.readings[i - 1]!.start));
          }
        },
      ),
      { numRuns: 1_500 },
    );
  });
});

const latin1 = (text: string): string => text.replace(/[^\x00-\xff]/g, (each) => String.fromCharCode(each.charCodeAt(0) & 0xff));
