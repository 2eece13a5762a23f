import { PERSONAL_DATA_SETS, type CompanyDownload, type DataSet } from '@greenledger/contracts';

/** A file that a company can take home of an authorization. */
export interface DownloadFile {
  readonly what: CompanyDownload;
  readonly mediaType: string;
  /** Of the file name. */
  readonly extension: string;
}

/** By the word that the form sends. */
export const DOWNLOAD_FILES = {
  'usage-xml': { what: 'usage', mediaType: 'application/atom+xml', extension: 'xml' },
  'usage-csv': { what: 'usage', mediaType: 'text/csv', extension: 'csv' },
  'usage-json': { what: 'usage', mediaType: 'application/json', extension: 'json' },
  'bills-csv': { what: 'bills', mediaType: 'text/csv', extension: 'csv' },
  'bills-json': { what: 'bills', mediaType: 'application/json', extension: 'json' },
  'customer-xml': { what: 'customer', mediaType: 'application/atom+xml', extension: 'xml' },
  'customer-csv': { what: 'customer', mediaType: 'text/csv', extension: 'csv' },
  'customer-json': { what: 'customer', mediaType: 'application/json', extension: 'json' },
} as const satisfies Record<string, DownloadFile>;

export type DownloadName = keyof typeof DOWNLOAD_FILES;

export const isDownloadName = (text: unknown): text is DownloadName => typeof text === 'string' && Object.hasOwn(DOWNLOAD_FILES, text);

/** The files that hold something under these data sets. */
export function downloadsOf(dataSets: readonly DataSet[]): DownloadName[] {
  const holds: Record<CompanyDownload, boolean> = {
    usage: dataSets.includes('usage'),
    bills: dataSets.includes('billing'),
    customer: dataSets.some((dataSet) => PERSONAL_DATA_SETS.includes(dataSet)),
  };
  return (Object.keys(DOWNLOAD_FILES) as DownloadName[]).filter((name) => holds[DOWNLOAD_FILES[name].what]);
}
