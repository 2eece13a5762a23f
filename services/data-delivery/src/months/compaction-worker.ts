import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DataDeliveryConfiguration } from '../data-delivery-configuration.js';
import { compact } from './compaction.js';

/** Looks for closed months again and again, and compacts what it finds. */
@Injectable()
export class CompactionWorker implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(CompactionWorker.name);
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: DataDeliveryConfiguration,
  ) {}

  onApplicationBootstrap(): void {
    const seconds = this.configuration.COMPACT_EVERY_SECONDS;
    if (seconds === 0) return;
    this.#timer = setInterval(() => this.#look(), seconds * 1_000);
    this.#timer.unref();
  }

  /** Stops after the transaction that is under way. */
  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  #look(): void {
    this.#running ??= this.#compact().finally(() => (this.#running = undefined));
  }

  async #compact(): Promise<void> {
    const { COMPACT_AFTER_DAYS, COMPACT_QUIET_SECONDS, COMPACT_PERCENT_OF_TIME } = this.configuration;
    const options = { afterDays: COMPACT_AFTER_DAYS, quietSeconds: COMPACT_QUIET_SECONDS, percentOfTime: COMPACT_PERCENT_OF_TIME };
    try {
      const report = await compact(this.dataSource, options, () => this.#stopped);
      for (const failure of report?.failures ?? []) this.#logger.error(failure);
      if (report && report.months + report.postponed > 0) {
        const { months, versions, postponed, seconds } = report;
        this.#logger.log(
          `compacted ${months} months of channels, ${versions} versions of days, in ${seconds.toFixed(1)} s; ${postponed} postponed`,
        );
      }
    } catch (error) {
      // PostgreSQL is away, or a month cannot be packed: the next look tries again, and reading_day holds what it held.
      this.#logger.error(error instanceof Error ? error : String(error));
    }
  }
}
