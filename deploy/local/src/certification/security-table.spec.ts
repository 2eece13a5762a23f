import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../run/checkout.js';
import { citedTests, hasTest, rowsOf } from './cited-tests.js';

/** docs/reference/security.md promises that a test holds each requirement: this is the test of the promise. */
const table = readFileSync(join(checkout, 'docs/reference/security.md'), 'utf8');
const rows = rowsOf(table, /SEC-\d{3}/);
const cited = citedTests(rows);

it('has each requirement from SEC-001 to SEC-084 once', () => {
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 84 }, (_, i) => `SEC-${String(i + 1).padStart(3, '0')}`));
});

it.each(rows)('$id has a state, and a test or a reason for it', ({ state, reason }) => {
  expect(['held', 'partly', 'not yet', 'does not apply']).toContain(state);
  if (state === 'held') expect(reason).toMatch(/\.spec\.tsx?`: "/);
  else expect(reason.length).toBeGreaterThan(15);
});

it.each(cited)('%s: %s has the test "%s"', (_, file, title) => {
  expect(hasTest(file, title)).toBe(true);
});
