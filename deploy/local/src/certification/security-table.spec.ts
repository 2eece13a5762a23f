import { expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../run/checkout.js';

/** docs/reference/security.md promises that a test holds each requirement: this is the test of the promise. */
const table = readFileSync(join(checkout, 'docs/reference/security.md'), 'utf8');
const rows = table
  .split('\n')
  .map((line) => /^\| (SEC-\d{3}) +\|[^|]+\| ([a-z ]+?) +\| (.+?) +\|$/.exec(line))
  .filter((match) => match !== null)
  .map(([, id, state, reason]) => ({ id: id!, state: state!, reason: reason! }));
const cited = rows.flatMap(({ id, reason }) => {
  let file: string | undefined;
  return [...reason.matchAll(/`([^`]+\.spec\.tsx?)`|"([^"]+)"/g)].flatMap(([, path, title]) => {
    if (path !== undefined) file = path;
    return title === undefined ? [] : [[id, file ?? 'no file', title] as const];
  });
});

it('has each requirement from SEC-001 to SEC-084 once', () => {
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 84 }, (_, i) => `SEC-${String(i + 1).padStart(3, '0')}`));
});

it.each(rows)('$id has a state, and a test or a reason for it', ({ state, reason }) => {
  expect(['held', 'partly', 'not yet', 'does not apply']).toContain(state);
  if (state === 'held') expect(reason).toMatch(/\.spec\.tsx?`: "/);
  else expect(reason.length).toBeGreaterThan(15);
});

it.each(cited)('%s: %s has the test "%s"', (_, file, title) => {
  expect(existsSync(join(checkout, file))).toBe(true);
  const quoted = [`'${title.replaceAll("'", "\\'")}`, `"${title}`, `\`${title}`];
  const source = readFileSync(join(checkout, file), 'utf8');
  expect(quoted.filter((text) => source.includes(text))).not.toEqual([]);
});
