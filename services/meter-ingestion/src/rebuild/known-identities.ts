import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { CustomerIdentities, type Identified, type NewId } from '../customers/customer-identities.js';
import { LIVE } from './scratch-tables.js';

const TABLES: Readonly<Record<Identified, readonly [table: string, number: string]>> = {
  customer: ['customer', 'customer_number'],
  'service-point': ['service_point', 'service_point_number'],
  bill: ['bill', 'bill_number'],
};

/** The ids that customers, service points and bills have in the tables in use: no file holds them. */
export class KnownIdentities extends CustomerIdentities {
  override async of(manager: EntityManager, numbers: Readonly<Record<Identified, readonly string[]>>): Promise<NewId> {
    const known = new Map<string, string>();
    for (const [kind, [table, column]] of Object.entries(TABLES)) {
      const wanted = [...new Set(numbers[kind as Identified])];
      if (wanted.length === 0) continue;
      const rows: { id: string; number: string }[] = await manager.query(
        `SELECT id, ${column} AS number FROM ${LIVE}.${table} WHERE ${column} = ANY($1)`,
        [wanted],
      );
      for (const { id, number } of rows) known.set(`${kind} ${number}`, id);
    }
    return (kind, number) => known.get(`${kind} ${number}`) ?? randomUUID();
  }
}
