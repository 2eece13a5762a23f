import { ProblemError, type LogEntry, type MeterIngestionEvent } from '@greenledger/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { MeterLogProjection } from '../projections/meter-log-projection.js';
import { compareReadModels, type ReadModelComparison } from './compare-read-models.js';
import { LIVE, SECOND } from './read-model-tables.js';
import { changeTables, createSecondTables, dropSpareTables, keepChannelNumbers, settleChannels } from './second-tables.js';

/** What follows an index in the log of meter-ingestion, read from its owner. */
export type ReadLogAfter = (after: number) => Promise<{ readonly entries: readonly LogEntry[] }>;

export interface RebuildOptions {
  /** Of the owner of the tables. */
  readonly adminUrl: string;
  readonly readLog: ReadLogAfter;
  /** Changes the tables also when the new ones differ: for tables that were damaged. */
  readonly acceptDifferences: boolean;
  readonly note: (text: string) => void;
}

export interface RebuildReport extends ReadModelComparison {
  readonly entries: number;
  readonly seconds: number;
}

/** One rebuild at a time. */
const LOCK = 'data-delivery rebuild';
const ATTEMPTS = 20;
const PAUSE = 500;

/**
 * Brings the read model back from the log of meter-ingestion, into a second set of tables. The first one serves and follows the
 * log until the second has caught up; then they change places in one transaction, in which the projection waits. What is stored,
 * its versions and its times follow from the log alone, so both are the same, usage point by usage point.
 * @throws ProblemError `conflict` when they differ or another rebuild runs; then the first set stays as it is.
 */
export async function rebuildReadModel(options: RebuildOptions): Promise<RebuildReport> {
  const begin = performance.now();
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.adminUrl,
    installExtensions: false,
    // The projection names no schema: what it writes goes into the second set.
    extra: { options: `-c search_path=${SECOND}`, max: 3 },
  });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    const [{ got }] = (await lock.query(`SELECT pg_try_advisory_lock(hashtext($1)) AS got`, [LOCK])) as [{ got: boolean }];
    if (!got) throw new ProblemError('conflict', 'Another rebuild of data-delivery is under way. Wait for its end.');
    await dataSource.transaction(createSecondTables);
    const report = await new Rebuild(dataSource, options).run();
    await dropSpareTables(dataSource.manager);
    return { ...report, seconds: (performance.now() - begin) / 1_000 };
  } catch (error) {
    await dropSpareTables(dataSource.manager).catch(() => undefined);
    throw error;
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

class Rebuild {
  // What the imports announced when they came is not announced again.
  readonly #projection = new MeterLogProjection({ append: () => Promise.resolve(undefined) });
  #after = -1;

  constructor(
    private readonly dataSource: DataSource,
    private readonly options: RebuildOptions,
  ) {}

  async run(): Promise<Omit<RebuildReport, 'seconds'>> {
    for (let attempt = 1; ; attempt++) {
      await this.#catchUp();
      const reached = this.#after;
      try {
        const comparison = await this.dataSource.transaction((manager) => this.#finish(manager));
        return { ...comparison, entries: this.#after + 1 };
      } catch (error) {
        this.#after = reached;
        if (error instanceof ProblemError || attempt === ATTEMPTS) throw error;
        this.options.note(`the tables could not be changed yet: ${(error as Error).message}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
    }
  }

  /** Projects what the tables in use have projected, page by page. */
  async #catchUp(): Promise<void> {
    for (;;) {
      const { manager } = this.dataSource;
      const head = await checkpoint(manager, '');
      if (this.#after >= head) return;
      await keepChannelNumbers(manager);
      const last = await this.dataSource.transaction((transaction) => this.#projectPage(transaction, head));
      this.#after = last;
      this.options.note(`${last + 1} of ${head + 1} entries`);
    }
  }

  /** @returns the index of the last entry projected. */
  async #projectPage(manager: EntityManager, head: number): Promise<number> {
    const { entries } = await this.options.readLog(this.#after);
    const page = entries.filter(({ logIndex }) => logIndex <= head);
    if (page[0]?.logIndex !== this.#after + 1)
      throw new ProblemError(
        'conflict',
        `The log of meter-ingestion does not hold the entry ${this.#after + 1}, which was projected. Nothing was changed.`,
      );
    await this.#projection.apply(page as readonly LogEntry<MeterIngestionEvent>[], manager);
    return page.at(-1)!.logIndex;
  }

  /** Holds the projection, projects what came meanwhile, compares, and changes the tables. */
  async #finish(manager: EntityManager): Promise<ReadModelComparison> {
    const head = await checkpoint(manager, 'FOR UPDATE');
    await keepChannelNumbers(manager);
    while (this.#after < head) this.#after = await this.#projectPage(manager, head);
    await settleChannels(manager);
    const comparison = await compareReadModels(manager);
    if (comparison.different.length > 0 && !this.options.acceptDifferences) throw differs(comparison);
    await changeTables(manager);
    return comparison;
  }
}

async function checkpoint(manager: EntityManager, lock: '' | 'FOR UPDATE'): Promise<number> {
  const rows: { last_index: string }[] = await manager.query(
    `SELECT last_index FROM ${LIVE}.log_checkpoint WHERE log = 'meter-ingestion' ${lock}`,
  );
  return Number(rows[0]?.last_index ?? -1);
}

function differs({ usagePoints, identical, different }: ReadModelComparison): ProblemError {
  return new ProblemError(
    'conflict',
    `${usagePoints - identical} of ${usagePoints} usage points differ from what the log gives (${different.join(', ')}). Nothing was changed. ` +
      'If the tables in use are known to be damaged, run the rebuild again with --accept-differences.',
  );
}
