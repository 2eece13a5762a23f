import { looksLikeMappedCsv } from '../csv/csv-header.js';
import type { CsvMapping } from '../csv/csv-mapping.js';
import { looksLikeCisExtract } from '../cis/cis-header.js';
import { looksLikeCmep } from '../cmep/cmep-reader.js';
import type { MeterFormat } from './meter-file-line.js';

/** Bytes of a file that are enough for `recognizeFormat`. */
export const BEGINNING_BYTES = 4_096;

/** What a file is by its first bytes. */
export type Recognized =
  | { readonly kind: 'format'; readonly format: MeterFormat }
  /** A container: unpack it, and ask again with what is inside. */
  | { readonly kind: 'compressed'; readonly compression: 'gzip' | 'zip' }
  /** Master data, for the other door. */
  | { readonly kind: 'cis-extract' }
  /** None that is read: what was seen, and what to do. */
  | { readonly kind: 'unrecognized'; readonly detail: string };

const NEM_HEADER = /^"?100"?,"?NEM(12|13)\b/;
const NEM_BODY = /^"?(200|250|300|400|500|550|900)"?(,|\s|$)/;
const ESPI_NAMESPACE = 'http://naesb.org/espi';
const ATOM_NAMESPACE = 'http://www.w3.org/2005/Atom';

/**
 * Tells the format of a meter file by its beginning (the first `BEGINNING_BYTES`, or the whole of a shorter file). CSV has
 * no mark of its own: it is recognized only by the columns of the mapping that the source has declared.
 */
export function recognizeFormat(beginning: Uint8Array, mapping?: CsvMapping): Recognized {
  const archive = archiveOf(beginning);
  if (archive) return archive;
  const whole = new TextDecoder('utf-8').decode(beginning.subarray(0, BEGINNING_BYTES));
  const text = whole.trimStart();
  if (text === '') return unrecognized('The file is empty');
  if (looksLikeCmep(text)) return { kind: 'format', format: 'cmep' };
  const nem = NEM_HEADER.exec(text);
  if (nem) return { kind: 'format', format: nem[1] === '12' ? 'nem12' : 'nem13' };
  if (text.startsWith('<')) return recognizeXml(text);
  if (mapping && looksLikeMappedCsv(whole, mapping)) return { kind: 'format', format: 'csv' };
  if (looksLikeCisExtract(text)) return { kind: 'cis-extract' };
  if (NEM_BODY.test(text)) {
    return unrecognized(`The file begins with a ${text.slice(0, 3)} record of NEM12 or NEM13, but its 100 header record is missing`);
  }
  const seen = [...text.slice(0, 16)].map((each) => (/[\x20-\x7e]/.test(each) ? each : '?')).join('');
  return unrecognized(
    `The file begins with "${seen}", which no format that is read begins with${mapping ? '' : '; CSV needs a declared mapping'}`,
  );
}

function archiveOf(bytes: Uint8Array): Recognized | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0x1f && second === 0x8b) return { kind: 'compressed', compression: 'gzip' };
  if (first === 0x50 && second === 0x4b && third === 0x03 && fourth === 0x04) return { kind: 'compressed', compression: 'zip' };
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return unrecognized('The file is in UTF-16; send it in UTF-8 or ASCII');
  }
  return undefined;
}

function recognizeXml(text: string): Recognized {
  const root = text.replace(/^(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|\s)+/, '');
  // A comment may be longer than the beginning; the reader looks at the root itself.
  if (root === '' || root.startsWith('<!--')) return { kind: 'format', format: 'espi' };
  if (/^<!doctype(?! html)/i.test(root))
    return unrecognized('The file has a document type declaration (DOCTYPE), which is refused for safety');
  if (root.includes(ESPI_NAMESPACE) || root.includes(ATOM_NAMESPACE)) {
    return holdsCustomers(root) ? { kind: 'cis-extract' } : { kind: 'format', format: 'espi' };
  }
  return unrecognized(/^<(!doctype )?html/i.test(root) ? 'The file is an HTML page' : 'The file is XML, but names neither Atom nor ESPI');
}

const RESOURCE =
  /<(?:[\w.-]+:)?(Customer|CustomerAccount|CustomerAgreement|ServiceLocation|ServiceSupplier|Meter|EndDevice|Statement|ProgramDateIdMappings|UsagePoint|MeterReading|ReadingType|IntervalBlock|UsageSummary|ElectricPowerUsageSummary)[\s/>]/;
const OF_CUSTOMERS = /^(Customer|Service|Meter$|EndDevice|Statement|Program)/;

/** Whether ESPI is about customers or about usage: by its first resource, or by its links where that stands too far behind. */
function holdsCustomers(text: string): boolean {
  const first = RESOURCE.exec(text)?.[1];
  return first === undefined ? text.includes('/RetailCustomer/') : OF_CUSTOMERS.test(first);
}

const unrecognized = (detail: string): Recognized => ({ kind: 'unrecognized', detail });
