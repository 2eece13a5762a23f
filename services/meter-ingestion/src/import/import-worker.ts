import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnrecognizedFileError } from '@greenledger/meter-formats';
import { CisImport } from '../customers/cis-import.js';
import { ImportLedger } from './import-ledger.js';
import type { ImportRecord } from './import-record.js';
import { MeterFileImport } from './meter-file-import.js';
import { ImportMovedError } from './meter-file-progress.js';

/** Milliseconds between looks when nothing wakes the worker; an upload wakes it. */
const IDLE = 1_000;
const MOST_ATTEMPTS = 5;

/** Works off the imports one after the other, in the order of arrival, and goes on where an earlier life stopped. */
@Injectable()
export class ImportWorker implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(ImportWorker.name);
  #stopped = false;
  #wake: (() => void) | undefined;
  /** A wake that came while nobody slept. */
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(
    private readonly ledger: ImportLedger,
    private readonly meterFiles: MeterFileImport,
    private readonly cisExtracts: CisImport,
  ) {}

  onApplicationBootstrap(): void {
    this.#running ??= this.#run();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    this.wake();
    await this.#running;
  }

  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const worked = await this.#workOnNext().catch((error: unknown) => {
        this.#logger.warn(`the imports pause for ${IDLE} ms: ${messageOf(error)}`);
        return false;
      });
      if (!worked && !this.#stopped) await this.#sleep();
    }
  }

  /** @returns false when there is nothing to do. */
  async #workOnNext(): Promise<boolean> {
    const next = await this.ledger.nextOpen();
    if (!next) return false;
    await this.work(next.id);
    return true;
  }

  /** One attempt at one import. @throws what went wrong, unless that ended the import. */
  async work(id: string): Promise<void> {
    const record = await this.ledger.begin(id);
    try {
      await (record.kind === 'meter-file' ? this.meterFiles.run(record) : this.cisExtracts.run(record));
      this.#logger.log({ message: 'import done', importId: id, kind: record.kind });
    } catch (error) {
      await this.#judge(record, error);
    }
  }

  async #judge(record: ImportRecord, error: unknown): Promise<void> {
    if (error instanceof UnrecognizedFileError)
      return this.ledger.refuse(record.id, 'unrecognized-file', `${error.message}. Nothing of it was taken.`);
    if (error instanceof ImportMovedError || record.attempts < MOST_ATTEMPTS || this.#stopped) throw error;
    this.#logger.error(error instanceof Error ? error : String(error));
    await this.ledger.fail(
      record.id,
      `The import failed ${record.attempts} times for a reason of our own. Send the file again to try anew.`,
    );
  }

  async #sleep(): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, IDLE);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = undefined;
    this.#woken = false;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
