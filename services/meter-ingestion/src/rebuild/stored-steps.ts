import type { DataSource } from 'typeorm';
import { LIVE } from './scratch-tables.js';

/** Where an import was cut into commits; of one that came before this was kept, the program's own limits say. */
export class StoredSteps {
  private constructor(private readonly batches: ReadonlyMap<number, number>) {}

  static async of(importId: string, dataSource: DataSource): Promise<StoredSteps> {
    const rows: { position: string; batches: number }[] = await dataSource.query(
      `SELECT position, batches FROM ${LIVE}.import_step WHERE import_id = $1`,
      [importId],
    );
    return new StoredSteps(new Map(rows.map(({ position, batches }) => [Number(position), batches])));
  }

  readonly isCut = (position: number, isEnough: boolean): boolean => (this.batches.size === 0 ? isEnough : this.batches.has(position));

  /** Number of batches of the step that ended at a position; undefined where it is not kept. */
  batchesAt(position: number): number | undefined {
    return this.batches.get(position);
  }
}
