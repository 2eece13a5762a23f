import type { RefusedLine } from '@greenledger/contracts';

const PAGE = 1_000;
const COLUMNS = ['line', 'code', 'field', 'value', 'text', 'resolved_by', 'raw'];

/** Rejects as CSV (RFC 4180), page by page: memory stays small however many there are. The refused line stands in `raw`, unchanged. */
export async function* rejectsAsCsv(
  read: (after: number, limit: number) => Promise<readonly RefusedLine[]>,
): AsyncGenerator<string, void, undefined> {
  yield `${COLUMNS.join(',')}\r\n`;
  let after = 0;
  for (;;) {
    const page = await read(after, PAGE);
    if (page.length > 0) yield page.map(row).join('');
    if (page.length < PAGE) return;
    after = page.at(-1)!.position;
  }
}

const row = ({ line, code, field, value, text, resolvedBy, raw }: RefusedLine): string =>
  `${[line, code, field, value, text, resolvedBy ?? '', raw].map(quoted).join(',')}\r\n`;

const quoted = (value: string | number): string =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
