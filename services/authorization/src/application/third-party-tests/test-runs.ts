import { Inject, Injectable } from '@nestjs/common';
import type { TestRun, TestStep, ThirdPartyTest } from '@greenledger/contracts';
import { DataSource } from 'typeorm';

interface Row {
  readonly run_id: string;
  readonly test: ThirdPartyTest;
  readonly state: TestRun['state'];
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly steps: readonly TestStep[];
}

/** A run that has said nothing for so long was lost with its process. */
const LOST_AFTER = '2 minutes';

/** The runs of the three tests with their steps. What passed is an event too; what failed is here only. */
@Injectable()
export class TestRuns {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** @returns false when a run of this test is under way already */
  async begin(runId: string, thirdPartyId: string, test: ThirdPartyTest): Promise<boolean> {
    const begun = await this.dataSource.query<unknown[]>(
      `INSERT INTO third_party_test_run (run_id, third_party_id, test, state)
       SELECT $1::uuid, $2::text, $3::text, 'running' WHERE NOT EXISTS (SELECT 1 FROM third_party_test_run
         WHERE third_party_id = $2::text AND test = $3::text AND state = 'running' AND started_at > now() - interval '${LOST_AFTER}')
       RETURNING run_id`,
      [runId, thirdPartyId, test],
    );
    return begun.length > 0;
  }

  async finish(runId: string, steps: readonly TestStep[]): Promise<void> {
    const state = steps.length > 0 && steps.every(({ passed }) => passed) ? 'passed' : 'failed';
    await this.dataSource.query('UPDATE third_party_test_run SET state = $2, steps = $3, finished_at = now() WHERE run_id = $1', [
      runId,
      state,
      JSON.stringify(steps),
    ]);
  }

  /** The newest run of each test. */
  async newest(thirdPartyId: string): Promise<TestRun[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT DISTINCT ON (test) run_id, test, started_at, finished_at, steps,
         CASE WHEN state = 'running' AND started_at < now() - interval '${LOST_AFTER}' THEN 'failed' ELSE state END AS state
       FROM third_party_test_run WHERE third_party_id = $1 ORDER BY test, started_at DESC`,
      [thirdPartyId],
    );
    return rows.map((row) => ({
      runId: row.run_id,
      test: row.test,
      state: row.state,
      startedAt: row.started_at.toISOString(),
      finishedAt: row.finished_at?.toISOString() ?? null,
      steps: row.steps,
    }));
  }
}
