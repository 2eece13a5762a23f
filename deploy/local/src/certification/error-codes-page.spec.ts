import { ERROR_CODES } from '@greenledger/contracts';
import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../run/checkout.js';

/** docs/reference/errors.md is where people look a code up. */
it('has each problem code once, with its status, its meaning and what to do', () => {
  const page = readFileSync(join(checkout, 'docs/reference/errors.md'), 'utf8');
  const [, , ...rows] = page.split('\n').filter((line) => line.startsWith('|'));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const expected = Object.entries(ERROR_CODES).map(([code, { status, title }]) => [`\`${code}\``, String(status), title]);
  expect(cells.map((row) => row.slice(0, 3))).toEqual(expected);
  for (const [code, , , todo] of cells) expect([code, todo!.length > 15]).toEqual([code, true]);
});
