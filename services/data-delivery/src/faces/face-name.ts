/** The forms in which the same released readings are given. */
export type FaceName = 'atom' | 'json' | 'csv' | 'ndjson' | 'parquet';

interface FaceForm {
  readonly contentType: string;
  /** As a client may name it in Accept; the first is the registered one. */
  readonly mediaTypes: readonly string[];
  /** Part of the manifest: changed bytes need a new one. `faceWriter` still writes tables as the old ones did; `json/1` and `espi-4.0/1` it does not. */
  readonly renderer: string;
  /** False: the form packs itself, and a content coding would gain nothing. */
  readonly compressible: boolean;
}

/** In the order of our liking when a client likes several equally. */
export const FACES: Record<FaceName, FaceForm> = {
  atom: {
    contentType: 'application/atom+xml; charset=utf-8',
    mediaTypes: ['application/atom+xml', 'application/xml', 'text/xml'],
    renderer: 'espi-4.0/2',
    compressible: true,
  },
  json: { contentType: 'application/json', mediaTypes: ['application/json'], renderer: 'json/2', compressible: true },
  csv: { contentType: 'text/csv; charset=utf-8; header=present', mediaTypes: ['text/csv'], renderer: 'csv/3', compressible: true },
  ndjson: {
    contentType: 'application/x-ndjson',
    mediaTypes: ['application/x-ndjson', 'application/jsonl', 'application/ndjson'],
    renderer: 'ndjson/2',
    compressible: true,
  },
  parquet: {
    contentType: 'application/vnd.apache.parquet',
    mediaTypes: ['application/vnd.apache.parquet', 'application/x-parquet'],
    renderer: 'parquet/2',
    compressible: false,
  },
};

export const isFaceName = (text: string): text is FaceName => Object.hasOwn(FACES, text);
