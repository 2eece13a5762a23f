import { EVENT_OWNER_ROLE } from '@greenledger/event-store';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leaf hashes of the audit log, written by the sealer: the service may add them and read them, nobody may change them. */
export class LogLeaf1780000000300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE log_leaf (
      leaf_index bigint PRIMARY KEY CHECK (leaf_index >= 0),
      leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32))`);
    await runner.query(`CREATE TRIGGER log_leaf_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_leaf
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change()`);
    await runner.query('ALTER TABLE log_leaf ENABLE ALWAYS TRIGGER log_leaf_append_only');
    // A new owner needs CREATE for the moment of the change, unless a superuser makes it.
    await runner.query(`DO $owner$ BEGIN
      EXECUTE format('GRANT CREATE ON SCHEMA %I TO ${EVENT_OWNER_ROLE}', current_schema());
      ALTER TABLE log_leaf OWNER TO ${EVENT_OWNER_ROLE};
      EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM ${EVENT_OWNER_ROLE}', current_schema());
    END $owner$`);
    await runner.query('REVOKE ALL ON log_leaf FROM PUBLIC, gl_authorization');
    await runner.query('GRANT SELECT, INSERT ON log_leaf TO gl_authorization');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE log_leaf');
  }
}
