import { ProblemError } from '@greenledger/contracts';
import type { ArchiveFile, ZipArchive } from '../door/zip-archive.js';
import type { ReceivedUpload } from './upload.service.js';

/** A file of an archive that may not come in. */
export interface RefusedFile {
  readonly fileName: string;
  readonly refused: ProblemError;
}

/** What says something about a file, and not about the state of this house: sending the archive again would not help. */
const ABOUT_THE_FILE = new Set(['unrecognized-file', 'payload-too-large', 'conflict']);
/** Files that are named when not one of them could be taken. */
const MOST_NAMED = 5;

/**
 * Takes in the files of an archive one after the other, each as an upload of its own, and discards the archive. A failure of the
 * house ends it: what was taken is taken, and the archive sent again gives the same imports.
 * @throws ProblemError `unrecognized-file` when not one file may come in; the failure of the house.
 */
export async function receiveArchive(archive: ZipArchive, take: (file: ArchiveFile) => Promise<ReceivedUpload>): Promise<ReceivedUpload> {
  const outcomes: (ReceivedUpload | RefusedFile)[] = [];
  try {
    for (const file of archive.files) {
      outcomes.push(
        await take(file).catch((error: unknown): RefusedFile => {
          if (error instanceof ProblemError && ABOUT_THE_FILE.has(error.code)) return { fileName: file.name, refused: error };
          throw error;
        }),
      );
    }
  } finally {
    await archive.discard();
  }
  const first = outcomes.find((outcome): outcome is ReceivedUpload => 'record' in outcome);
  if (!first) throw nothingTaken(outcomes as RefusedFile[]);
  return { ...first, others: outcomes.filter((outcome) => outcome !== first) };
}

function nothingTaken(files: readonly RefusedFile[]): ProblemError {
  const named = files.slice(0, MOST_NAMED).map(({ fileName, refused }) => `${fileName}: ${refused.message}`);
  const more = files.length > MOST_NAMED ? ` And ${files.length - MOST_NAMED} more.` : '';
  return new ProblemError(
    'unrecognized-file',
    `Not one of the ${files.length} files of the zip archive can be taken. ${named.join(' ')}${more}`,
  );
}
