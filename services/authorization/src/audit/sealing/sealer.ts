import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EventStore } from '@greenledger/event-store';
import { DataSource } from 'typeorm';
import { loadSigningKey } from '../checkpoint/signing-key.js';
import { InconsistentLog } from './leaf-table.js';
import { LogSealing } from './log-sealing.js';

/** What the sealer needs of the environment. */
export abstract class SealerSettings {
  /** Folder of the log signing key. */
  abstract readonly KEYS_DIR: string;
  /** Folder of the signed checkpoints, outside the database. */
  abstract readonly CHECKPOINT_DIR: string;
  /** Origin of the log, the name in its checkpoints. */
  abstract readonly LOG_ORIGIN: string;
}

/** After an append, this long is waited for more, so that a burst is signed once. */
const GATHER_MS = 1_000;
/** Without a wake (notices may be lost), the log is looked at this often: new leaves are signed within 10 s. */
const POLL_MS = 5_000;

/** Follows the event log and keeps it sealed: leaf hashes, and a signed checkpoint soon after each append and at shutdown. */
@Injectable()
export class Sealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sealer.name);
  private sealing: LogSealing | undefined;
  private running: Promise<void> = Promise.resolve();
  private gathering: NodeJS.Timeout | undefined;
  private polling: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SealerSettings) private readonly settings: SealerSettings,
  ) {}

  async start(): Promise<void> {
    if (this.polling) return;
    this.polling = setInterval(() => void this.sealSoon(), POLL_MS);
    const { KEYS_DIR, CHECKPOINT_DIR, LOG_ORIGIN } = this.settings;
    const privateKey = await loadSigningKey(KEYS_DIR);
    this.sealing = new LogSealing(this.store, this.dataSource, { origin: LOG_ORIGIN, privateKey, checkpointDirectory: CHECKPOINT_DIR });
    this.unsubscribe = this.store.onAppend(() => {
      this.gathering ??= setTimeout(() => void this.sealSoon(), GATHER_MS);
    });
    void this.sealSoon();
  }

  /** Seals a last time and ends. */
  async stop(): Promise<void> {
    if (!this.polling) return;
    clearInterval(this.polling);
    this.polling = undefined;
    this.unsubscribe?.();
    await this.sealSoon();
    clearTimeout(this.gathering);
    this.gathering = undefined;
  }

  onApplicationBootstrap(): Promise<void> {
    return this.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  /** One sealing after the other. A failure is told and tried again at the next poll; the log itself goes on. */
  private sealSoon(): Promise<void> {
    clearTimeout(this.gathering);
    this.gathering = undefined;
    this.running = this.running.then(async () => {
      try {
        await this.sealing?.seal();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (error instanceof InconsistentLog) this.logger.fatal(reason);
        else this.logger.error(`sealing failed, will be tried again: ${reason}`);
      }
    });
    return this.running;
  }
}
