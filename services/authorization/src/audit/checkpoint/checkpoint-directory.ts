import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseCheckpointText, type Checkpoint } from './checkpoint.js';
import { openNote, type VerifierKey } from './signed-note.js';

const LATEST = 'checkpoint';
const HISTORY = 'history';
/** Sizes are padded, so that the names of the history sort like the sizes. */
const fileOf = (size: number): string => String(size).padStart(16, '0');

export interface SignedCheckpoint extends Checkpoint {
  /** The whole note, as it stands in the file. */
  readonly note: string;
}

/** The signed checkpoints of a log, outside the database: `checkpoint` is the newest, `history/<size>` each one ever signed. */
export class CheckpointDirectory {
  constructor(
    private readonly directory: string,
    private readonly key: VerifierKey,
  ) {}

  /**
   * The checkpoint with the largest size, or none.
   * @throws RangeError when a file is not signed by the log's key.
   */
  async newest(): Promise<SignedCheckpoint | undefined> {
    const names = await readdir(join(this.directory, HISTORY)).catch(absent);
    const last = (names ?? [])
      .filter((name) => /^\d{16}$/.test(name))
      .sort()
      .at(-1);
    const found = await Promise.all([this.#read(LATEST), last === undefined ? undefined : this.#read(join(HISTORY, last))]);
    return found.filter((checkpoint) => checkpoint !== undefined).sort((a, b) => b.size - a.size)[0];
  }

  /** Writes the history first: after a crash in between, `newest` still finds it, and it is never signed differently. */
  async write(note: string): Promise<SignedCheckpoint> {
    const signed = this.#parse(note, 'the new checkpoint');
    await mkdir(join(this.directory, HISTORY), { recursive: true, mode: 0o755 });
    await replaceFile(join(this.directory, HISTORY, fileOf(signed.size)), note);
    await replaceFile(join(this.directory, LATEST), note);
    return signed;
  }

  async #read(name: string): Promise<SignedCheckpoint | undefined> {
    const note = await readFile(join(this.directory, name), 'utf8').catch(absent);
    return note === undefined ? undefined : this.#parse(note, name);
  }

  #parse(note: string, name: string): SignedCheckpoint {
    try {
      const checkpoint = parseCheckpointText(openNote(note, this.key));
      if (checkpoint.origin !== this.key.name) throw new RangeError(`it is of another log, ${checkpoint.origin}`);
      return { ...checkpoint, note };
    } catch (error) {
      throw new RangeError(`${name} in the checkpoint folder is refused: ${(error as Error).message}`, { cause: error });
    }
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** All of the new file or all of the old one, also after a power cut. */
async function replaceFile(file: string, content: string): Promise<void> {
  const temporary = `${file}.${process.pid}.new`;
  const handle = await open(temporary, 'w', 0o644);
  await handle.writeFile(content);
  await handle.sync();
  await handle.close();
  await rename(temporary, file);
  const folder = await open(dirname(file), 'r');
  await folder.sync();
  await folder.close();
}
