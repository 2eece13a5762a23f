import type { EntityManager } from 'typeorm';
import type { Hash } from '../merkle/hashing.js';

/** Leaf hashes that were stored from an index on, ascending, at most `limit`. */
export async function readLeaves(manager: EntityManager, from: number, limit: number): Promise<Hash[]> {
  const rows = await manager.query<Array<{ leaf_index: string; leaf_hash: Buffer }>>(
    'SELECT leaf_index, leaf_hash FROM log_leaf WHERE leaf_index >= $1 ORDER BY leaf_index LIMIT $2',
    [from, limit],
  );
  const gap = rows.findIndex(({ leaf_index }, offset) => Number(leaf_index) !== from + offset);
  if (gap >= 0) throw new InconsistentLog(`leaf ${from + gap} is missing from log_leaf`);
  return rows.map(({ leaf_hash }) => leaf_hash);
}

export async function storeLeaves(manager: EntityManager, from: number, leaves: readonly Hash[]): Promise<void> {
  await manager.query(
    'INSERT INTO log_leaf (leaf_index, leaf_hash) SELECT $1::bigint + ordinal - 1, hash FROM unnest($2::bytea[]) WITH ORDINALITY AS leaf (hash, ordinal)',
    [from, leaves],
  );
}

/** The log does not continue what was signed: somebody changed the database or the checkpoints. Nothing more is signed. */
export class InconsistentLog extends Error {
  override readonly name = 'InconsistentLog';
  constructor(reason: string) {
    super(`${reason}; the log is not signed any further: keep the database and the checkpoint folder as they are and investigate`);
  }
}
