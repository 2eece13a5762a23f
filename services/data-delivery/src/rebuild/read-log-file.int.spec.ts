import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readLogFile } from './read-log-file.js';

const folder = mkdtempSync(join(tmpdir(), 'greenledger-log-'));
const entries = (from: number, to: number): object[] =>
  Array.from({ length: to - from }, (_, i) => ({ logIndex: from + i, type: 'UsagePointChanged', data: { name: `Größe ${from + i}` } }));
const file = (...list: object[]): string => {
  const path = join(folder, `${Math.random()}.ndjson`);
  writeFileSync(path, list.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  return path;
};

describe('a log from a file', () => {
  afterAll(() => rmSync(folder, { recursive: true }));
  const owner = (after: number) => Promise.resolve({ entries: entries(after + 1, after + 3) as never });

  it('is read page by page from any place, and what came after it from the owner', async () => {
    const read = await readLogFile(file(...entries(0, 450)), owner);
    const seen: unknown[] = [];
    for (let after = -1; seen.length < 452;) {
      const page = (await read(after)).entries as unknown as { logIndex: number }[];
      seen.push(...page);
      after = page.at(-1)!.logIndex;
    }
    expect(seen).toEqual(entries(0, 452));
    expect(((await read(317)).entries as unknown[])[0]).toEqual(entries(318, 319)[0]);
  });

  it('that has a hole, or is none, is refused', async () => {
    for (const path of [file(...entries(1, 5)), file(...entries(0, 3), ...entries(4, 5)), file('no object' as never)]) {
      const read = await readLogFile(path, owner);
      await expect(read(-1)).rejects.toMatchObject({ code: 'bad-request' });
    }
  });
});
