import type { Problem } from '../error-codes.js';
import type { ServiceName } from '../subjects.js';
import type { ImportView, RefusedLine } from './import-requests.js';
import type { ComparedReadings } from './reading-inquiries.js';

/** A file of a zip archive that was not taken. */
export interface RefusedFileView {
  readonly fileName: string;
  readonly problem: Problem;
}

/** The answer to an upload; of a zip archive of several files it is the first that was taken, and the others stand in `others`. */
export interface UploadView extends ImportView {
  /** False when the same content was received before: then this is that import, as it stands. */
  readonly isNew: boolean;
  /** In the order of the archive. */
  readonly others?: readonly (UploadView | RefusedFileView)[];
}

/** What a meter file would change, if it came in now. */
export interface DryRunReport {
  readonly format: string;
  readonly profile: { readonly name: string; readonly version: number } | null;
  readonly lines: { readonly accepted: number; readonly rejected: number; readonly noted: number };
  /** Each reading beside what is stored now. */
  readonly readings: ComparedReadings;
  /** How often each reason would refuse a line. */
  readonly reasons: Readonly<Record<string, number>>;
  /** The first rejected lines. */
  readonly rejects: readonly Omit<RefusedLine, 'resolvedBy'>[];
}

/** How the portal brings an operator's file to meter-ingestion: the file goes over HTTP, the right to bring it over NATS. */
export interface UploadRequests {
  /**
   * The right to deliver one file, as `Authorization: Bearer <ticket>` of one POST to the door for meter files or extracts.
   * `by` is a pseudonymous operator id; the caller has let that operator in.
   */
  'meter-ingestion.issue-upload-ticket': {
    request: { readonly by: string };
    /** RFC 3339 UTC: when the upload must have begun. */
    reply: { readonly ticket: string; readonly expiresAt: string };
  };
}

export const UPLOAD_CALLERS: Record<keyof UploadRequests, readonly ServiceName[]> = {
  'meter-ingestion.issue-upload-ticket': ['portal'],
};
