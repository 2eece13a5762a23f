import { databaseSchema } from '@greenledger/service-kit';
import type { EntityManager } from 'typeorm';

/** The tables in use, and the schema in which all of them that follow from the files are made anew. */
export const LIVE = `"${databaseSchema('meter-ingestion')}"`;
export const SCRATCH = '"meter_ingestion_rebuild"';

/** What follows from the files, and what the steps of an extract write beside it. */
const EMPTY = [
  'customer',
  'account',
  'service_point',
  'agreement',
  'meter_installation',
  'rate_schedule',
  'program_enrollment',
  'bill',
  'channel_stream',
  'crosswalk_state',
  'customer_change',
  'import',
  'import_reject',
  'import_step',
  'outbox',
  'outbox_head',
];
/** What an operator said, which follows from no file. */
const COPIED = ['source_profile'];

/** Makes the scratch tables, empty; those of a check that was broken off are thrown away. */
export async function createScratchTables(manager: EntityManager): Promise<void> {
  await dropScratchTables(manager);
  await manager.query(`CREATE SCHEMA ${SCRATCH}`);
  for (const table of [...EMPTY, ...COPIED]) await manager.query(`CREATE TABLE ${SCRATCH}.${table} (LIKE ${LIVE}.${table} INCLUDING ALL)`);
  for (const table of COPIED) await manager.query(`INSERT INTO ${SCRATCH}.${table} SELECT * FROM ${LIVE}.${table}`);
  await manager.query(`INSERT INTO ${SCRATCH}.crosswalk_state SELECT * FROM ${LIVE}.crosswalk_state`);
  await manager.query(`UPDATE ${SCRATCH}.crosswalk_state SET revision = 0`);
  await manager.query(`INSERT INTO ${SCRATCH}.outbox_head (last_index, last_recorded_at) VALUES (-1, 'epoch')`);
  await manager.query(`CREATE TABLE ${SCRATCH}.derived_entry (log_index bigint PRIMARY KEY, data json NOT NULL)`);
}

export async function dropScratchTables(manager: EntityManager): Promise<void> {
  await manager.query(`DROP SCHEMA IF EXISTS ${SCRATCH} CASCADE`);
}
