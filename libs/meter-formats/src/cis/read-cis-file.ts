import { type CisLine, readCisExtract } from './cis-reader.js';
import type { CisDefaults } from './cis-row.js';
import { type EspiCustomerLine, readEspiCustomers } from './espi/espi-customer-reader.js';

/** The formats of a CIS extract. */
export type CisFormat = 'csv' | 'espi';

/** `position` rises strictly from one result to the next, and is the same each time the same bytes are read. */
export type CisFileLine = (CisLine | EspiCustomerLine) & { readonly position: number };

/**
 * Reads a CIS extract as it arrives, whichever format it has.
 * @throws UnrecognizedFileError before any row is given out.
 */
export async function* readCisFile(
  format: CisFormat,
  bytes: AsyncIterable<Uint8Array>,
  defaults: CisDefaults,
): AsyncGenerator<CisFileLine, void, undefined> {
  if (format === 'csv') {
    for await (const line of readCisExtract(bytes, defaults)) yield { ...line, position: line.kind === 'header' ? 0 : line.line };
    return;
  }
  let position = 0;
  for await (const line of readEspiCustomers(bytes)) yield { ...line, position: ++position };
}
