import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from '../lines/split-lines.js';
import { UNITS } from './units.js';
import { multiply, parseDecimal, toWhole } from '../decimal.js';
import { CMEP_REASONS } from './reason-codes.js';
import { readCmepRecord } from './cmep-record.js';
import { KNOWN_SOURCES } from './source-profile.js';

const GOOD = [
  'MEPMD01,19970819,000000001,"ACME, INC 1",GREENBTN,SA1,202511121200,1009876549,OK,E,KWH,,00000100,3,202511030900,,0.500,,E,0.870,202511031100,N,,',
  'MEPMD01,20080501,SENSUS,SPS:1,15173624,B72842123,201109211458,,OK,W,GALREG,1.0,00000100,2,201109200002,R0,36318,201109200102,R512,36328',
  'MEPMD01,19970819,DCSI,,,,202511040615,70001234,OK,E,GKWHREG,1,00000000,1,202511040800,A,9120.7,',
  'MEPMD01,19970819,1,2,GREENBTN,SA1,202511121200,1,OK,E,PULSE,0.0144,00000015,2,202511030815,,20,,,27,',
  'MEPMD02,19970819,1,2,GREENBTN,SA1,202511041200,1009876548,OK,E,KWH,S,,202509030700,202510020700,3,ON-PEAK,,112.4,OFF-PEAK,E,401.7,TOTAL,,514.1,',
  'MEPEC01,19970819,1,2,GREENBTN,SA1,202511041200,R1,UPDATE,OK,,E,SET,METER,MAKER,MODEL,12345678,,20250101,20250215,OWNER,2,FORM,2S,KH,7.2,',
];

const mutation = fc.record({
  at: fc.nat({ max: 200 }),
  remove: fc.nat({ max: 12 }),
  insert: fc.oneof(
    fc.constantFrom('', ',', '"', ',,', '-', '.', 'e9', '9999999999', 'H1', 'R512', '202511030900'),
    fc.string({ maxLength: 6 }),
  ),
});

function mutate(line: string, mutations: readonly { at: number; remove: number; insert: string }[]): string {
  return mutations.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), line);
}

describe('mutated CMEP lines', () => {
  it('never crash the reader, and never give a value that is not in the line', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (line, mutations, terminated) => {
          const text = mutate(line, mutations);
          const found = readCmepRecord({ number: 1, text, terminated, overlong: false }, KNOWN_SOURCES, undefined);
          if (found.kind === 'reject') {
            expect(Object.keys(CMEP_REASONS)).toContain(found.code);
            return;
          }
          if (found.kind === 'note' || found.kind === 'equipment') return;
          const written = valuesIn(text);
          const values = found.kind === 'readings' ? found.readings : found.totals;
          for (const { value } of values) if (value !== null) expect(written).toContain(value);
          expect(values.length).toBeGreaterThan(0);
          if (found.kind === 'time-of-use') return;
          found.readings.forEach(({ start }, i) => i > 0 && expect(start).toBeGreaterThan(found.readings[i - 1]!.start));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('never crash the splitter of lines, and every line stays within the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
        const splitter = new LineSplitter(16);
        const lines = [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
        lines.forEach(({ number, text }, i) => expect([number, text.length <= 16]).toEqual([i + 1, true]));
      }),
    );
  });
});

/** Every decimal that stands in a field, scaled by the unit and constant that stand there too: found without the reader. */
function valuesIn(text: string): number[] {
  const fields = text.split(',').map((field) => field.replaceAll('"', ''));
  const numbers = fields.flatMap((field) => parseDecimal(field) ?? []);
  const constants = [{ digits: 1n, scale: 0 }, ...numbers];
  const units = fields.flatMap((field) => UNITS.get(field) ?? []);
  return units.flatMap((unit) =>
    constants
      .flatMap((constant) => numbers.map((number) => toWhole(multiply(multiply(number, constant), unit.factor))))
      .filter((value) => typeof value === 'number'),
  );
}
