import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../run/checkout.js';
import { citedTests, hasTest, rowsOf } from './cited-tests.js';

/** docs/reference/certification.md says where each row of the certification is tested: this is the test of what it says. */
const rows = rowsOf(readFileSync(join(checkout, 'docs/reference/certification.md'), 'utf8'), /[A-Z]+\d{3}(?:–D\d{3})?/);
const cited = citedTests(rows);

const numbered = (prefix: string, last: number, first = 1): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => `${prefix}${String(first + i).padStart(3, '0')}`);

/** The suite of 2019 with what later years took away; TC002 and TC007 were never in it. */
const SUITE = [
  ...numbered('FND', 6),
  'CPYRT001',
  ...numbered('CERT', 4),
  'FDFTP001',
  'FDFTP008',
  'D000–D147',
  ...['TC001', 'TC003', 'TC004', 'TC005', 'TC006', 'TC008', 'TC009', 'TC010', 'TC011'],
  ...numbered('OAD', 16),
  'SFTP001',
  ...numbered('RBK', 4),
  ...numbered('QRY', 2),
  ...numbered('PSH', 4),
  'OFA001',
  ...numbered('MGA', 3),
  ...numbered('MGT', 3),
];

it('has each row of the suite once', () => {
  expect(rows.map(({ id }) => id)).toEqual(SUITE);
});

describe.each(rows)('$id', ({ id, state, reason }) => {
  it('has a state, and a test or a reason for it', () => {
    expect(['held', 'partly', 'not yet', 'does not apply']).toContain(state);
    if (state === 'held') expect(reason).toMatch(/\.spec\.ts`: "/);
    else expect(reason.replace(/`[^`]*`|"[^"]*"/g, '').length).toBeGreaterThan(15);
  });

  it('has a test that names it, where it is held', () => {
    const files = cited.filter(([of]) => of === id).map(([, file]) => readFileSync(join(checkout, file), 'utf8'));
    if (state === 'held') expect(files.filter((source) => namesRow(source, id))).not.toEqual([]);
  });
});

it.each(cited)('%s: %s has the test "%s"', (_, file, title) => {
  expect(hasTest(file, title)).toBe(true);
});

/** By its own name, or by the ends of a range: `OAD006 to OAD010`. */
function namesRow(source: string, id: string): boolean {
  const [, prefix, number] = /^([A-Z]+)(\d{3})/.exec(id)!;
  if (source.includes(`${prefix}${number}`)) return true;
  const ranges = source.matchAll(new RegExp(`${prefix}(\\d{3}) to ${prefix}(\\d{3})`, 'g'));
  return [...ranges].some(([, from, to]) => from! <= number! && number! <= to!);
}
