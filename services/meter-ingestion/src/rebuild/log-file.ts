import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

/** Writes entries as JSON, one a line, into a file that appears under its name only when it is whole. */
export class LogFile {
  readonly #out;

  constructor(private readonly path: string) {
    this.#out = createWriteStream(`${path}.part`, { mode: 0o600 });
  }

  readonly write = async (entries: readonly object[]): Promise<void> => {
    const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    if (!this.#out.write(text)) await once(this.#out, 'drain');
  };

  /** @param keep false: the file is thrown away */
  async end(keep: boolean): Promise<void> {
    this.#out.end();
    await finished(this.#out);
    await (keep ? rename(`${this.path}.part`, this.path) : rm(`${this.path}.part`, { force: true }));
  }
}
