import { Injectable } from '@nestjs/common';
import type { CustomerChange, ReplyOf, RequestOf, UsagePointChanged } from '@greenledger/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import type { IdentifierChange } from './service-identifiers.js';

const LONGEST_PAGE = 1_000;

interface Row {
  readonly sequence: string;
  readonly usage_point_id: string;
  readonly kind: CustomerChange['kind'];
  readonly change: object;
}

/** Keeps and tells the changes that authorizations must know of. */
@Injectable()
export class CustomerChanges {
  constructor(private readonly dataSource: DataSource) {}

  /** Call it under the lock of the customer tables: the sequence then follows the commits without a hole. */
  async add(
    manager: EntityManager,
    usagePoints: readonly UsagePointChanged['data'][],
    renumbered: readonly IdentifierChange[],
  ): Promise<void> {
    const changes = [
      ...usagePoints.map(({ usagePointId, holders }) => ({ usagePointId, kind: 'holders', change: { holders } })),
      ...renumbered.map(({ usagePointId, ...change }) => ({ usagePointId, kind: 'identifier', change })),
    ];
    if (changes.length === 0) return;
    await manager.query(
      `INSERT INTO customer_change (sequence, usage_point_id, kind, change)
       SELECT (SELECT coalesce(max(sequence), -1) FROM customer_change) + given.place, (value ->> 'usagePointId')::uuid, value ->> 'kind', value -> 'change'
         FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given (value, place)`,
      [JSON.stringify(changes)],
    );
  }

  /** The changes after a sequence, in order. */
  async read({
    after,
    limit,
  }: RequestOf<'meter-ingestion.read-customer-changes'>): Promise<ReplyOf<'meter-ingestion.read-customer-changes'>> {
    const rows: Row[] = await this.dataSource.query(
      'SELECT sequence, usage_point_id, kind, change FROM customer_change WHERE sequence > $1 ORDER BY sequence LIMIT $2',
      [Number(after), Math.max(1, Math.min(Number(limit), LONGEST_PAGE))],
    );
    const changes = rows.map((row) => ({
      sequence: Number(row.sequence),
      usagePointId: row.usage_point_id,
      kind: row.kind,
      ...row.change,
    }));
    return { changes: changes as unknown as readonly CustomerChange[] };
  }
}
