import type { RefusedLine, ReplyOf } from '@greenledger/contracts';

const COLUMNS = ['line', 'code', 'field', 'value', 'text', 'resolved_by', 'raw'];

/** Refused lines as CSV (RFC 4180), in the columns of the API, page by page. The refused line stands in `raw`, unchanged. */
export async function* rejectsCsv(
  read: (after: number) => Promise<Pick<ReplyOf<'meter-ingestion.list-rejects'>, 'rejects' | 'next'>>,
): AsyncGenerator<string, void, undefined> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<typeof read>> = await read(after);
    if (page.rejects.length > 0) yield page.rejects.map(row).join('');
    after = page.next;
  }
}

const row = ({ line, code, field, value, text, resolvedBy, raw }: RefusedLine): string =>
  `${[line, code, field, value, text, resolvedBy ?? '', raw].map(quoted).join(',')}\r\n`;

const quoted = (value: string | number): string =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
