import { APPEND_FUNCTION_SQL } from './append-function.js';

/** Cluster-wide NOLOGIN role that owns the log's tables and functions. Nobody logs in as it. */
export const EVENT_OWNER_ROLE = 'gl_event_owner';

export interface EventLogMigration {
  /** Login role of the service: gets EXECUTE on the append function and SELECT, nothing else. Must exist. */
  readonly serviceRole?: string;
}

const TABLES_SQL = `
CREATE TABLE event_log_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  next_position bigint NOT NULL DEFAULT 0,
  recorded_at timestamptz NOT NULL DEFAULT '1970-01-01T00:00:00Z'
);
INSERT INTO event_log_head DEFAULT VALUES;
CREATE TABLE event (
  position bigint PRIMARY KEY,
  stream text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  id uuid NOT NULL CONSTRAINT event_id_unique UNIQUE,
  type text NOT NULL CHECK (type <> ''),
  data jsonb NOT NULL,
  metadata jsonb NOT NULL CHECK (metadata ->> 'occurredAt' IS NOT NULL),
  recorded_at timestamptz NOT NULL,
  CONSTRAINT event_stream_version_unique UNIQUE (stream, version)
)`;

/** ALWAYS: the triggers also fire for a session that plays a replica, the usual way around them. */
const GUARD_SQL = `
CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
  RAISE EXCEPTION '% on % refused: the event log is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege', HINT = 'Append a new event that corrects the earlier one.';
END
$refuse$;
CREATE FUNCTION refuse_log_rewind() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
  IF NEW.next_position <= OLD.next_position OR NEW.recorded_at <= OLD.recorded_at THEN
    RAISE EXCEPTION 'the head of the event log only moves forward' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$refuse$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER event_log_head_stays BEFORE DELETE OR TRUNCATE ON event_log_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER event_log_head_forward BEFORE UPDATE ON event_log_head
  FOR EACH ROW EXECUTE FUNCTION refuse_log_rewind();
ALTER TABLE event ENABLE ALWAYS TRIGGER event_append_only;
ALTER TABLE event_log_head ENABLE ALWAYS TRIGGER event_log_head_stays;
ALTER TABLE event_log_head ENABLE ALWAYS TRIGGER event_log_head_forward`;

/** Two databases of one cluster may be migrated at the same moment, so the role may appear between the look and the act. */
const OWNER_ROLE_SQL = `
DO $role$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${EVENT_OWNER_ROLE}') THEN
    CREATE ROLE ${EVENT_OWNER_ROLE} NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END
$role$`;

/** The schema's own name is written by the server: it may be a reserved word, and it belongs in the fixed search_path. */
const ownershipSql = (serviceRole: string): string => `
DO $ownership$
DECLARE
  schema_name text := current_schema();
BEGIN
  EXECUTE format('ALTER FUNCTION append_events(jsonb) SET search_path = pg_catalog, %I, pg_temp', schema_name);
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    GRANT ${EVENT_OWNER_ROLE} TO CURRENT_USER;
  END IF;
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO ${EVENT_OWNER_ROLE}', schema_name);
  ALTER TABLE event_log_head OWNER TO ${EVENT_OWNER_ROLE};
  ALTER TABLE event OWNER TO ${EVENT_OWNER_ROLE};
  ALTER FUNCTION append_events(jsonb) OWNER TO ${EVENT_OWNER_ROLE};
  ALTER FUNCTION refuse_log_change() OWNER TO ${EVENT_OWNER_ROLE};
  ALTER FUNCTION refuse_log_rewind() OWNER TO ${EVENT_OWNER_ROLE};
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM ${EVENT_OWNER_ROLE}', schema_name);
  REVOKE ALL ON event, event_log_head FROM PUBLIC, ${serviceRole};
  REVOKE ALL ON FUNCTION append_events(jsonb) FROM PUBLIC;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO ${serviceRole}', schema_name);
  GRANT SELECT ON event, event_log_head TO ${serviceRole};
  GRANT EXECUTE ON FUNCTION append_events(jsonb) TO ${serviceRole};
END
$ownership$`;

/**
 * The statements that create the log in the current schema, in order; run them in one transaction, as a superuser or a role
 * with CREATEROLE, with `search_path` set to the service's schema.
 * @throws RangeError when the role's name is no plain identifier.
 */
export function eventLogMigrationSql({ serviceRole = 'gl_authorization' }: EventLogMigration = {}): string[] {
  if (!/^[a-z_][a-z0-9_]*$/.test(serviceRole)) throw new RangeError(`not a plain role name: ${serviceRole}`);
  return [TABLES_SQL, GUARD_SQL, APPEND_FUNCTION_SQL, OWNER_ROLE_SQL, ownershipSql(serviceRole)];
}

const SEARCH_PATH_SQL = `
DO $path$
BEGIN
  EXECUTE format('ALTER FUNCTION append_events(jsonb) SET search_path = pg_catalog, %I, pg_temp', current_schema());
END
$path$`;

/**
 * The statements that put the present append function into a log made by an earlier release; its owner and who may execute
 * it stay. To be run as `eventLogMigrationSql` says.
 */
export function appendFunctionUpdateSql(): string[] {
  return [APPEND_FUNCTION_SQL, SEARCH_PATH_SQL];
}

/** Takes the log away again: for the `down` of a migration in a development database only. */
export function eventLogRemovalSql(): string[] {
  return [
    'DROP FUNCTION append_events(jsonb)',
    'DROP TABLE event, event_log_head',
    'DROP FUNCTION refuse_log_change(); DROP FUNCTION refuse_log_rewind()',
  ];
}
