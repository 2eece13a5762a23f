import { setTimeout as wait } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import type { TestDatabase } from '@greenledger/testing';

/** A table that everybody else waits for until it is given back. */
export class HeldTable {
  private constructor(private readonly runner: QueryRunner) {}

  static async hold(table: string, { ownerDataSource }: TestDatabase): Promise<HeldTable> {
    const runner = ownerDataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    return new HeldTable(runner);
  }

  /** Returns when somebody waits for it. */
  async isWaitedFor(): Promise<void> {
    const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while (((await this.runner.query(waiting)) as unknown[]).length === 0) await wait(5);
  }

  async giveBack(): Promise<void> {
    await this.runner.commitTransaction();
    await this.runner.release();
  }
}
