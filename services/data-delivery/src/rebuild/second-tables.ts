import type { EntityManager } from 'typeorm';
import { FORMER, LIVE, quoted, READ_MODEL_TABLES, ROLE, SECOND } from './read-model-tables.js';

/** How far from the numbers of channels that are known those begin which the tables in use do not know: they may still give out some. */
const DISTANCE = 10_000_000;

/** Makes the second set of tables, empty. One that an earlier rebuild left half full is thrown away. */
export async function createSecondTables(manager: EntityManager): Promise<void> {
  await dropSpareTables(manager);
  await manager.query(`CREATE SCHEMA ${SECOND}`);
  for (const table of READ_MODEL_TABLES) await manager.query(`CREATE TABLE ${SECOND}.${table} (LIKE ${LIVE}.${table} INCLUDING ALL)`);
  const [{ first }] = (await manager.query(`SELECT coalesce(max(channel_id), 0) + ${DISTANCE} AS first FROM ${LIVE}.channel`)) as [
    { first: number },
  ];
  await manager.query(`ALTER TABLE ${SECOND}.channel ALTER COLUMN channel_id RESTART WITH ${Number(first)}`);
}

/** Drops what is not in use: a half-built second set, or the first one after the change. */
export async function dropSpareTables(manager: EntityManager): Promise<void> {
  for (const schema of [SECOND, FORMER]) await manager.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
}

/**
 * Gives the channels of the second set the numbers that they have now. A feed that is under way while the tables change names its
 * blocks by these numbers: with others it would send the readings of another meter. Call it before entries are projected that
 * the tables in use have already.
 */
export async function keepChannelNumbers(manager: EntityManager): Promise<void> {
  await manager.query(
    `INSERT INTO ${SECOND}.channel OVERRIDING SYSTEM VALUE
     SELECT * FROM ${LIVE}.channel l WHERE NOT EXISTS (SELECT FROM ${SECOND}.channel s WHERE s.channel_id = l.channel_id)
     ON CONFLICT DO NOTHING`,
  );
}

/** Takes from the channels what was only lent to them with their numbers: one without a block is none, and its time is that of its first block. */
export async function settleChannels(manager: EntityManager): Promise<void> {
  await manager.query(
    `DELETE FROM ${SECOND}.channel c WHERE NOT EXISTS (SELECT FROM ${SECOND}.reading_day d WHERE d.channel_id = c.channel_id)`,
  );
  await manager.query(
    `UPDATE ${SECOND}.channel c SET recorded_at = d.first
       FROM (SELECT channel_id, min(recorded_at) AS first FROM ${SECOND}.reading_day GROUP BY channel_id) d
      WHERE d.channel_id = c.channel_id AND d.first <> c.recorded_at`,
  );
}

/** Puts the second set in the place of the first, with the same rights; the first goes aside. Inside of one transaction nobody sees a state between. */
export async function changeTables(manager: EntityManager): Promise<void> {
  // A feed reads one table at a time, for milliseconds. Who cannot have the tables soon lets go and tries again.
  await manager.query(`SET LOCAL lock_timeout = '3s'`);
  const grants = await grantsOf(manager);
  await manager.query(
    `SELECT setval(pg_get_serial_sequence('${SECOND}.channel', 'channel_id'), coalesce(max(channel_id), 0) + 1, false) FROM ${SECOND}.channel`,
  );
  await manager.query(`CREATE SCHEMA ${FORMER}`);
  for (const table of READ_MODEL_TABLES) await manager.query(`ALTER TABLE ${LIVE}.${table} SET SCHEMA ${FORMER}`);
  for (const table of READ_MODEL_TABLES) {
    await manager.query(`ALTER TABLE ${SECOND}.${table} SET SCHEMA ${LIVE}`);
    await manager.query(`REVOKE ALL ON ${LIVE}.${table} FROM ${quoted(ROLE)}`);
  }
  for (const grant of grants) await manager.query(grant);
  await manager.query(`DROP SCHEMA ${SECOND}`);
}

/** What the service's role may do with the tables in use and with single columns of them, as statements. */
async function grantsOf(manager: EntityManager): Promise<string[]> {
  const rows: { statement: string }[] = await manager.query(
    `WITH rights AS (
       SELECT c.relname, '' AS columns, x.privilege_type, x.grantee FROM pg_class c, aclexplode(c.relacl) x
        WHERE c.relnamespace = $1::regnamespace
       UNION ALL
       SELECT c.relname, format(' (%I)', a.attname), x.privilege_type, x.grantee
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) x WHERE c.relnamespace = $1::regnamespace)
     SELECT format('GRANT %s%s ON $live.%I TO %I', privilege_type, columns, relname, rolname) AS statement
       FROM rights JOIN pg_roles ON pg_roles.oid = grantee WHERE rolname = $2 AND relname = ANY($3)`.replace('$live', LIVE),
    [LIVE, ROLE, READ_MODEL_TABLES],
  );
  return rows.map(({ statement }) => statement);
}
