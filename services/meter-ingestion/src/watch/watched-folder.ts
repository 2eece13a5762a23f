import { createReadStream } from 'node:fs';
import { lstat, mkdir } from 'node:fs/promises';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { Acknowledgements } from '../acknowledgement/acknowledgements.js';
import type { ImportLedger } from '../import/import-ledger.js';
import { isFinal } from '../import/import-record.js';
import { fileNameOf } from '../import/request-parameters.js';
import type { UploadService } from '../import/upload.service.js';
import { profileChoice } from '../profiles/profile-choice.js';
import { putAway } from './put-away.js';
import { type QuietFile, QuietFiles } from './quiet-files.js';

/** Milliseconds between looks. */
const IDLE = 500;
/** What passes by itself: the file stays where it is and is tried again. */
const PASSING = new Set(['storage-full', 'unavailable', 'internal', 'too-many-requests']);

/** Which folder is watched. */
export interface WatchedFolderOptions {
  readonly directory: string;
  /** Milliseconds that a file must be left unchanged before it is taken. */
  readonly quiet: number;
}

/**
 * Takes the files of a folder in, and puts each away when its import has ended, with its acknowledgement beside it: into `done`
 * or `refused`. The folder itself is the memory: a file that still lies there is received again after a crash, and the same
 * content is the same import.
 */
export class WatchedFolder implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(WatchedFolder.name);
  readonly #quietFiles: QuietFiles | undefined;
  /** Import of a file, by path, size and time: it is received once in the life of this process. */
  #received = new Map<string, string>();
  #stopped = false;
  #wake: (() => void) | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly uploads: UploadService,
    private readonly ledger: ImportLedger,
    private readonly acknowledgements: Acknowledgements,
    private readonly options: WatchedFolderOptions | undefined,
  ) {
    this.#quietFiles = options && new QuietFiles(options.directory, options.quiet);
  }

  onApplicationBootstrap(): void {
    if (this.options) this.#running ??= this.#run(this.options.directory);
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(directory: string): Promise<void> {
    while (!this.#stopped) {
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        const files = await this.#quietFiles!.look(Date.now());
        const keys = new Set(files.map(keyOf));
        this.#received = new Map([...this.#received].filter(([key]) => keys.has(key)));
        for (const file of files) if (!this.#stopped) await this.#attend(directory, file);
      } catch (error) {
        this.#logger.warn(`the watched folder pauses for ${IDLE} ms: ${(error as Error).message}`);
      }
      await this.#sleep();
    }
  }

  /** One step with one file: receive it, or look whether its import has ended. One that cannot be read now does not hold up the others. */
  async #attend(directory: string, file: QuietFile): Promise<void> {
    try {
      const importId = this.#received.get(keyOf(file)) ?? (await this.#receive(file));
      const record = (await this.ledger.find(importId))!;
      if (!isFinal(record.state) || !(await isUnchanged(file))) return;
      const drawer = record.state === 'stored' ? 'done' : 'refused';
      await putAway(directory, drawer, file, await this.acknowledgements.of(record), importId);
      this.#received.delete(keyOf(file));
      this.#logger.log({ message: 'watched file put away', importId, state: record.state });
    } catch (error) {
      if (!(error instanceof ProblemError) || PASSING.has(error.code)) {
        this.#logger.warn(`a watched file has to wait: ${error instanceof Error ? error.message : String(error)}`);
        return;
      }
      await putAway(
        directory,
        'refused',
        file,
        { accepted: false, final: true, fileName: file.name, problem: error.toProblem() },
        file.name,
      );
    }
  }

  async #receive(file: QuietFile): Promise<string> {
    const profile = profileChoice(file.profile);
    const fileName = fileNameOf(file.name, 'meter-file');
    const body = createReadStream(file.path);
    try {
      const { record } = await this.uploads.receive({ kind: 'any', fileName, announcedBytes: file.size, body, profile });
      this.#received.set(keyOf(file), record.id);
      return record.id;
    } finally {
      body.destroy();
    }
  }

  async #sleep(): Promise<void> {
    if (this.#stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, IDLE);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A file that was written on meanwhile is another delivery: it is left for a later look. */
async function isUnchanged({ path, size, modifiedAt }: QuietFile): Promise<boolean> {
  const now = await lstat(path);
  return now.size === size && now.mtimeMs === modifiedAt;
}

const keyOf = ({ path, size, modifiedAt }: QuietFile): string => `${path} ${size} ${modifiedAt}`;
