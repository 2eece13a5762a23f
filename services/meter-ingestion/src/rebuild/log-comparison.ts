import type { EntityManager } from 'typeorm';
import { LIVE, SCRATCH } from './scratch-tables.js';

/** An entry of the log in use. */
export interface LoggedEntry {
  readonly logIndex: number;
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How what the files give stands to the log. */
export interface ComparisonReport {
  readonly entries: number;
  readonly usagePoints: number;
  readonly identical: number;
  /** The first usage points of which the files give something else than the log holds. */
  readonly different: readonly string[];
  /** What differs that is of no usage point, and why a file could not be read. */
  readonly faults: readonly string[];
}

const MOST_NAMED = 10;

/** Gathers, entry by entry, what the files give in the place of the log, and what differs. */
export class LogComparison {
  readonly #usagePoints = new Set<string>();
  readonly #different = new Set<string>();
  readonly #faults: string[] = [];
  #entries = 0;

  /** @param manager of the scratch tables */
  constructor(private readonly manager: EntityManager) {}

  async logged(ids: readonly string[]): Promise<ReadonlyMap<string, LoggedEntry>> {
    const rows: (Omit<LoggedEntry, 'logIndex'> & { logIndex: string })[] = await this.manager.query(
      `SELECT log_index AS "logIndex", id, type, data FROM ${LIVE}.outbox WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, { ...row, logIndex: Number(row.logIndex) }]));
  }

  /** What the files give for an entry. */
  async derived({ logIndex }: LoggedEntry, data: object): Promise<void> {
    this.#entries++;
    await this.manager.query('INSERT INTO derived_entry (log_index, data) VALUES ($1, $2)', [logIndex, JSON.stringify(data)]);
  }

  usagePoint(id: string, isSame: boolean): void {
    this.#usagePoints.add(id);
    if (!isSame) this.#different.add(id);
  }

  fault(text: string): void {
    if (this.#faults.length < MOST_NAMED) this.#faults.push(text);
  }

  /** Whether everything so far is the same. */
  get isSame(): boolean {
    return this.#different.size === 0 && this.#faults.length === 0;
  }

  /** Names the entries up to an index that no file gives. */
  async finish(head: number): Promise<ComparisonReport> {
    const rows: { log_index: string; type: string }[] = await this.manager.query(
      `SELECT log_index, type FROM ${LIVE}.outbox o WHERE log_index <= $1
        AND NOT EXISTS (SELECT FROM ${SCRATCH}.derived_entry d WHERE d.log_index = o.log_index) ORDER BY log_index LIMIT $2`,
      [head, MOST_NAMED],
    );
    for (const { log_index: index, type } of rows) this.fault(`No file gives the entry ${index} (${type}).`);
    const [usagePoints, different] = [this.#usagePoints.size, [...this.#different].sort()];
    return {
      entries: this.#entries,
      usagePoints,
      identical: usagePoints - different.length,
      different: different.slice(0, MOST_NAMED),
      faults: this.#faults,
    };
  }
}
