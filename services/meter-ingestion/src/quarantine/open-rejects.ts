import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** The refused lines of an import that no replay has taken yet. */
@Injectable()
export class OpenRejects {
  constructor(private readonly dataSource: DataSource) {}

  /** Their positions in the file. */
  async positions(importId: string): Promise<ReadonlySet<number>> {
    const rows: { position: string }[] = await this.dataSource.query(
      `SELECT position FROM import_reject WHERE import_id = $1 AND resolved_by IS NULL`,
      [importId],
    );
    return new Set(rows.map(({ position }) => Number(position)));
  }
}

/** Marks lines as taken by a replay, in the transaction that takes them. */
export async function resolveRejects(
  manager: EntityManager,
  importId: string,
  replayId: string,
  positions: readonly number[],
): Promise<void> {
  if (positions.length === 0) return;
  await manager.query(
    `UPDATE import_reject SET resolved_by = $2 WHERE import_id = $1 AND resolved_by IS NULL AND position = ANY($3::bigint[])`,
    [importId, replayId, positions],
  );
}
