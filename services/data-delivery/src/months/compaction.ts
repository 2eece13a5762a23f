import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { dayOfMoment, monthOf } from '../projections/day-number.js';
import { compactMonths, type ChannelMonth } from './compact-months.js';
import { channelsWithDueDays, dueMonths, type Due } from './due-months.js';

export interface CompactionOptions {
  /** Days after the end of a month before it is compacted: two at least, so that it is over in every time zone. */
  readonly afterDays: number;
  /** Seconds for which nothing may have arrived for a month of a channel. */
  readonly quietSeconds: number;
  /** Share of the time that it works, in percent. */
  readonly percentOfTime: number;
}

export interface CompactionReport {
  /** Months of channels that were packed, and the versions of days in them that were moved. */
  readonly months: number;
  readonly versions: number;
  /** Months that were left for the next time, because the projection was at them. */
  readonly postponed: number;
  /** Why months could not be packed; they stay in reading_day. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

/** One compaction at a time in a database, whichever process. */
const LOCK = 'data-delivery compaction';
/** Channels looked at together, and versions moved in one transaction: a few hundredths of a second. */
const CHANNELS = 64;
const MOST_VERSIONS = 2_000;

/**
 * Packs what lies in reading_day of months that are closed, a few months of channels at a time. Each transaction is whole by itself:
 * killed at any moment, nothing is lost and nothing is done twice; the next run finds what is left.
 * @param stopped asked between transactions
 * @returns undefined when another process is at it
 */
export async function compact(
  dataSource: DataSource,
  options: CompactionOptions,
  stopped: () => boolean = () => false,
): Promise<CompactionReport | undefined> {
  const runner = dataSource.createQueryRunner();
  const client = (await runner.connect()) as PoolClient;
  try {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS got', [LOCK]);
    if (!rows[0]!.got) return undefined;
    try {
      return await new Compaction(client, options, stopped).run();
    } finally {
      await client.query('SELECT pg_advisory_unlock(hashtext($1))', [LOCK]);
    }
  } finally {
    await runner.release();
  }
}

class Compaction {
  #months = 0;
  #versions = 0;
  #postponed = 0;
  readonly #failures: string[] = [];

  constructor(
    private readonly client: PoolClient,
    private readonly options: CompactionOptions,
    private readonly stopped: () => boolean,
  ) {}

  async run(): Promise<CompactionReport> {
    const begin = performance.now();
    const now = Date.now() / 1_000;
    const { afterDays, quietSeconds } = this.options;
    const due: Due = { before: monthOf(dayOfMoment(now) - afterDays), quietSince: now - quietSeconds };
    for (let after = -1; !this.stopped();) {
      const channels = await channelsWithDueDays(after, CHANNELS, due, this.client);
      if (channels.length === 0) break;
      for (const months of inSlices(await dueMonths(channels, due, this.client))) {
        if (this.stopped()) break;
        await this.#compact(months);
      }
      after = channels.at(-1)!;
    }
    const seconds = (performance.now() - begin) / 1_000;
    return { months: this.#months, versions: this.#versions, postponed: this.#postponed, failures: this.#failures, seconds };
  }

  async #compact(months: readonly ChannelMonth[]): Promise<void> {
    const begin = performance.now();
    try {
      this.#versions += await compactMonths(months, this.client);
      this.#months += months.length;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== undefined && PROJECTION_FIRST.has(code)) this.#postponed += months.length;
      else if (code !== undefined) throw error;
      // One month that cannot be packed must not keep those beside it.
      else if (months.length > 1) for (const month of months) await this.#compact([month]);
      else this.#failures.push(`channel ${months[0]!.channelId}: ${(error as Error).message}`);
    }
    await delay((performance.now() - begin) * (100 / this.options.percentOfTime - 1));
  }
}

/** lock_not_available, serialization_failure, deadlock_detected: the projection is at one of the rows, and goes first. */
const PROJECTION_FIRST = new Set(['55P03', '40001', '40P01']);

/** As many months at a time as make up a transaction. */
function* inSlices<T extends { readonly versions: number }>(months: readonly T[]): Generator<T[]> {
  let slice: T[] = [];
  let versions = 0;
  for (const month of months) {
    if (slice.length > 0 && versions + month.versions > MOST_VERSIONS) {
      yield slice;
      [slice, versions] = [[], 0];
    }
    slice.push(month);
    versions += month.versions;
  }
  if (slice.length > 0) yield slice;
}
