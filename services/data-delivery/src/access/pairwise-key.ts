import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/** The key of the pairwise ids. It must never change: all ids in all feeds would change with it. */
export class PairwiseKey {
  constructor(readonly bytes: Uint8Array) {}

  /**
   * Reads the key (64 hex digits), or makes one, readable by the owner only.
   * @throws Error when the file holds anything else.
   */
  static async fromFile(file: string): Promise<PairwiseKey> {
    try {
      await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const text = (await readFile(file, 'utf8')).trim();
    if (!/^[0-9a-f]{64}$/.test(text)) throw new Error('PAIRWISE_KEY_FILE must hold 64 lower-case hex digits: restore it from a backup');
    return new PairwiseKey(Buffer.from(text, 'hex'));
  }
}
