import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Writes bytes to a file that nobody else may read and that is not there yet. When that fails, nothing of it is left.
 * @param through what the bytes go through on the way, if anything
 */
export async function writeNewFile(path: string, bytes: AsyncIterable<Uint8Array>, through?: Duplex): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
  let made = false;
  file.once('open', () => (made = true));
  const closed = new Promise<void>((resolve) => file.once('close', resolve));
  try {
    await (through ? pipeline(bytes, through, file) : pipeline(bytes, file));
  } catch (error) {
    // The pipeline does not wait for the file: if it is being opened, it would appear after it was removed.
    await closed;
    if (made) await rm(path, { force: true });
    throw error;
  }
}
