import type { DataSource } from 'typeorm';
import { SnapshotStore, type Snapshot } from '../snapshots.js';
import { asUnavailable } from './unavailable.js';

/** Snapshots in the table `stream_snapshot (stream, shape, version, state, taken_at)` of the service's own schema. */
export class PostgresSnapshotStore extends SnapshotStore {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async find<State>(stream: string, shape: string): Promise<Snapshot<State> | undefined> {
    try {
      const [row] = await this.dataSource.query<Snapshot<State>[]>(
        'SELECT version, state FROM stream_snapshot WHERE stream = $1 AND shape = $2',
        [stream, shape],
      );
      return row;
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  override async keep(stream: string, shape: string, { version, state }: Snapshot): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO stream_snapshot AS kept (stream, shape, version, state) VALUES ($1, $2, $3, $4)
       ON CONFLICT (stream) DO UPDATE SET shape = excluded.shape, version = excluded.version, state = excluded.state, taken_at = now()
       WHERE kept.shape <> excluded.shape OR kept.version < excluded.version`,
      [stream, shape, version, JSON.stringify(state)],
    );
  }
}

/** The table of the snapshots, for a migration of the service that owns the streams; its role needs DML on it. */
export function snapshotMigrationSql(): string[] {
  return [
    `CREATE TABLE stream_snapshot (stream text PRIMARY KEY, shape text NOT NULL, version integer NOT NULL, state jsonb NOT NULL,
       taken_at timestamptz NOT NULL DEFAULT now())`,
  ];
}
