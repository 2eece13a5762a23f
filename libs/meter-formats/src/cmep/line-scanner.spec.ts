import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LineOfReadings } from '../meter-readings.js';
import { type CmepOptions, readCmepRecords } from './cmep-reader.js';
import { KNOWN_SOURCES } from './source-profile.js';

const HOURLY =
  'MEPMD01,19970819,GREENFIELD,C1,GREENLEDGER,A1,202511121200,M-1,OK,E,KWH,,00000100,3,202511030900,,0.500,,E,0.870,202511031100,N,,';
const GOOD = [
  HOURLY,
  'MEPMD01,19970819,GREENFIELD,,GREENLEDGER,,202511121200,M-2,OK,E,KWH,,00000100,2,202511030900,,1.5,,,12',
  'MEPMD01,19970819,GREENFIELD,,GREENLEDGER,,202511121201,M 3,OK,E,KWH,,00000015,3,202511030915,R,0.001,,A,99.999,,,0',
  'MEPMD01,19970819,DCSI,,,,202511040615,70001234,OK,E,GKWH,1,00000100,1,202511040800,A,9.7,',
  'MEPMD01,20080501,SENSUS,SPS:1,15173624,B72842123,201109211458,,OK,W,GAL,1.0,00000100,2,201109200002,R0,36318,201109200102,R512,36328',
  'MEPMD01,19970819,1,2,GREENBTN,SA1,202511121200,1,OK,E,PULSE,0.0144,00000015,2,202511030815,,20,,,27,',
  'MEPMD01,19970819,GREENFIELD,C1,GREENLEDGER,A1,202511121200,M-9,OK,E,KWHREG,,00000000,1,202511030900,,510.5',
];

const mutation = fc.record({
  at: fc.nat({ max: 150 }),
  remove: fc.nat({ max: 4 }),
  insert: fc.oneof(
    fc.constantFrom('', ',', '"', ',,', '-', '.', ' ', '9999999999', 'H1', 'R512', '202511030900', '\0', '\r', 'é', 'N', 'E'),
    fc.string({ maxLength: 4 }),
  ),
});
type Mutation = { readonly at: number; readonly remove: number; readonly insert: string };
const mutate = (line: string, mutations: readonly Mutation[]): string =>
  mutations.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), line);

const someLine = fc
  .tuple(fc.constantFrom(...GOOD), fc.array(mutation, { maxLength: 2 }), fc.constantFrom('\n', '\r\n'))
  .map(([line, mutations, end]) => mutate(line, mutations) + end);

/** Everything that a reader gives out, with the same members whether they are made at once or when asked for. */
async function read(text: string, sizes: readonly number[], options: CmepOptions): Promise<unknown[]> {
  const bytes = Buffer.from(text, 'latin1');
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = sizes[i % sizes.length]!;
      yield bytes.subarray(at, at + size);
      at += size;
    }
  }
  const found: unknown[] = [];
  for await (const line of readCmepRecords(chunks(), { profiles: KNOWN_SOURCES, ...options })) {
    if (line.kind !== 'readings') {
      found.push(line);
      continue;
    }
    const { kind, line: number, meterNumber, channel, fileTime, readings, raw, stream } = line;
    found.push({ kind, number, meterNumber, channel, fileTime, readings, raw, stream });
  }
  return found;
}

describe('the scanner of CMEP lines', () => {
  it('reads what the reader of records reads, and leaves the rest to it, whatever stands in the lines and wherever chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someLine, { maxLength: 12 }),
        fc.constantFrom(HOURLY, HOURLY.slice(0, -10), ''),
        fc.array(fc.integer({ min: 20, max: 4_000 }), { minLength: 1, maxLength: 4 }),
        async (lines, last, sizes) => {
          const text = `${GOOD.join('\r\n')}\r\n${lines.join('')}${last}`;
          expect(await read(text, sizes, { columns: true })).toEqual(await read(text, sizes, {}));
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('takes lines like one that it has seen, and gives their readings as columns', async () => {
    const file = Buffer.from([HOURLY, ...GOOD, HOURLY].join('\n') + '\n');
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield file;
    }
    const lines: LineOfReadings[] = [];
    for await (const line of readCmepRecords(chunks(), { columns: true })) lines.push(line as LineOfReadings);
    expect(lines.map(({ columns }) => columns?.count)).toEqual([undefined, 3, 2, undefined, undefined, undefined, undefined, undefined, 3]);
    const { start, step, count, from, values, qualities } = lines.at(-1)!.columns!;
    expect([start, step]).toEqual([Date.UTC(2025, 10, 3, 8) / 1_000, 3_600]);
    expect([...values.slice(from, from + count)]).toEqual([500, 870, Number.NaN]);
    expect([...qualities.slice(from, from + count)]).toEqual([17, 8, 16]);
  });

  it('says of a line with another time stamp what that line says', async () => {
    const later = HOURLY.replace('202511121200', '202511130000');
    const [first, second, third] = (await read([HOURLY, HOURLY, later].join('\n') + '\n', [4_000], { columns: true })) as {
      fileTime: number;
    }[];
    expect(second!.fileTime).toBe(first!.fileTime);
    expect(third!.fileTime).toBe(first!.fileTime + 12 * 3_600);
  });
});
