import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../run/checkout.js';

/** A row of a table that promises tests: `| ID | what it is about | state | tests, or a reason |`. */
export interface Row {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
}

/** File below the checkout, and the beginning of a test's title in it. */
export type Cited = readonly [id: string, file: string, title: string];

/** The rows of a page whose ids are of this form. */
export function rowsOf(page: string, id: RegExp): Row[] {
  const row = new RegExp(`^\\| (${id.source}) +\\|[^|]+\\| ([a-z ]+?) +\\| (.+?) +\\|$`);
  return page
    .split('\n')
    .map((line) => row.exec(line))
    .filter((match) => match !== null)
    .map(([, own, state, reason]) => ({ id: own!, state: state!, reason: reason! }));
}

/** What rows cite as `` `file.spec.ts`: "title" ``; a title without a file of its own is in the one named before. */
export function citedTests(rows: readonly Row[]): Cited[] {
  return rows.flatMap(({ id, reason }) => {
    let file: string | undefined;
    return [...reason.matchAll(/`([^`]+\.spec\.tsx?)`|"([^"]+)"/g)].flatMap(([, path, title]): Cited[] => {
      if (path !== undefined) file = path;
      return title === undefined ? [] : [[id, file ?? 'no file', title]];
    });
  });
}

/** Whether a test, or a group of tests, with a title that begins so stands in the file. */
export function hasTest(file: string, title: string): boolean {
  if (!existsSync(join(checkout, file))) return false;
  const source = readFileSync(join(checkout, file), 'utf8');
  return [`'${title.replaceAll("'", "\\'")}`, `"${title}`, `\`${title}`].some((text) => source.includes(text));
}
