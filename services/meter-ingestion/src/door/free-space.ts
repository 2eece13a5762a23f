import { statfs } from 'node:fs/promises';
import { ProblemError } from '@greenledger/contracts';

/** Refuses a file before it is received when the disk would be left with less than the reserve. */
export class FreeSpace {
  constructor(
    private readonly directory: string,
    /** Bytes that stay free for what is under way and for the database's neighbours. */
    private readonly reserve: number,
  ) {}

  /** @param announced size of the file, 0 when it is not known. @throws ProblemError `storage-full`. */
  async expectRoomFor(announced: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.directory);
    if (bavail * bsize - announced >= this.reserve) return;
    throw new ProblemError(
      'storage-full',
      `The disk of the delivered files must keep ${this.reserve} bytes free (MIN_FREE_BYTES), and this file would leave less. Nothing of it was taken; make room and send it again.`,
    );
  }
}
