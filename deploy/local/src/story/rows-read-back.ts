import { readCisFile, type CisFormat, type CisRow } from '@greenledger/meter-formats';
import { localDayOf } from '@greenledger/espi';
import { TOWN_TIME_ZONE } from '../town/demo-town.js';

/** What a row of customers and services says, without what the standard has no place for. Days are local. */
export interface PlainRow {
  readonly name: string;
  readonly kind: string | null | undefined;
  readonly account: string;
  readonly agreement: string;
  readonly from: string;
  readonly to: string | null;
  readonly address: string;
  readonly postcode: string;
  readonly meter: { readonly number: string; readonly from: string } | null;
}

/** The rows of a CSV extract. */
export async function rowsWritten(csv: string): Promise<(PlainRow & { readonly customerNumber: string })[]> {
  return (await rowsOf('csv', csv)).map((row) => ({ customerNumber: row.customerNumber, ...plain(row) }));
}

/** The rows of a feed of customer records. */
export const rowsReadBack = async (feed: string): Promise<PlainRow[]> => (await rowsOf('espi', feed)).map(plain);

async function rowsOf(format: CisFormat, text: string): Promise<CisRow[]> {
  const rows: CisRow[] = [];
  const bytes = (async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text);
  })();
  for await (const line of readCisFile(format, bytes, { timeZone: TOWN_TIME_ZONE, locale: 'en' })) {
    if (line.kind === 'reject') throw new Error(JSON.stringify(line));
    if (line.kind === 'row') rows.push(line);
  }
  return rows;
}

function plain(row: CisRow): PlainRow {
  const day = (at: string | number): string => (typeof at === 'number' ? localDayOf(TOWN_TIME_ZONE, at) : at);
  return {
    name: row.customerName,
    kind: row.customerKind,
    account: row.accountNumber,
    agreement: row.agreementNumber,
    from: day(row.serviceFrom),
    to: row.serviceTo === null ? null : day(row.serviceTo),
    address: row.address,
    postcode: row.postcode,
    meter: row.meter && { number: row.meter.number, from: day(row.meter.from) },
  };
}
