/** A commitment to the first `size` leaves of a log (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Which log this is, for example `greenledger.local/authorization`. */
  readonly origin: string;
  readonly size: number;
  /** RFC 6962 root, 32 bytes. */
  readonly root: Buffer;
}

/** The text that is signed: origin, size, root in base64, each on its line. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/**
 * Reads the text of a checkpoint; accepts only the one way to write it.
 * @throws RangeError that says what is wrong.
 */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin = '', size = '', base64 = ''] = text.split('\n');
  const checkpoint = { origin, size: Number(size), root: Buffer.from(base64, 'base64') };
  if (!Number.isSafeInteger(checkpoint.size) || checkpoint.root.length !== 32 || checkpointText(checkpoint) !== text) {
    throw new RangeError('not a checkpoint: three lines are expected, the origin, the size, and the root in base64');
  }
  return checkpoint;
}
