import type { ServiceName } from '../subjects.js';

/** A line that was understood and brings nothing to publish, as it is kept. */
export interface NotedLine {
  /** Place in the file, strictly rising: the cursor of pages. */
  readonly position: number;
  readonly line: number;
  /** `equipment` (CMEP MEPEC01), or `note`. */
  readonly kind: string;
  /** What it is, and why it goes no further. */
  readonly text: string;
  /** What was read of it, where it is more than a note. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The line as received. */
  readonly raw: string;
}

export interface ImportNoteRequests {
  /** At most 200 a page, behind a position; `not-found` without such an import. */
  'meter-ingestion.list-import-notes': {
    request: { readonly importId: string; readonly after: number; readonly limit: number };
    reply: { readonly total: number; readonly notes: readonly NotedLine[]; readonly next: number | null };
  };
}

export const IMPORT_NOTE_CALLERS: Record<keyof ImportNoteRequests, readonly ServiceName[]> = {
  'meter-ingestion.list-import-notes': ['portal'],
};
