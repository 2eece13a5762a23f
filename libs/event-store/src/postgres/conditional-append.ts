/**
 * An append that happens only while other streams stand at given versions. The head row is locked before they are looked
 * at, and every append locks it first: nothing can come between the look and the append. The answer is `{moved: [place…]}`
 * (0-based places in `streams`; nothing was written) or `{outcomes}` as `append_events` gives them. Events that are all on
 * record already are left to `append_events`, which writes nothing then and tells whether they are the same.
 */
const CONDITIONAL_APPEND_SQL = `
CREATE OR REPLACE FUNCTION append_events_while(batch jsonb, streams text[], versions integer[]) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $append$
DECLARE
  moved jsonb;
BEGIN
  IF cardinality(streams) <> cardinality(versions) THEN
    RAISE EXCEPTION 'every condition names a stream and a version' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM FROM event_log_head FOR UPDATE;
  SELECT jsonb_agg(place - 1 ORDER BY place) INTO moved
    FROM unnest(streams, versions) WITH ORDINALITY AS condition (stream, version, place)
   WHERE coalesce((SELECT max(event.version) FROM event WHERE event.stream = condition.stream), 0) IS DISTINCT FROM condition.version;
  IF moved IS NOT NULL AND EXISTS (
    SELECT FROM jsonb_array_elements(batch) AS share, jsonb_array_elements(share -> 'events') AS given
     WHERE NOT EXISTS (SELECT FROM event WHERE event.id = (given ->> 'id')::uuid)
  ) THEN
    RETURN jsonb_build_object('moved', moved);
  END IF;
  RETURN jsonb_build_object('outcomes', append_events(batch));
END
$append$`;

/** As the other functions of the log: of its owner, with a fixed search path, and for the service's role alone. */
const ownershipSql = (serviceRole: string): string => `
DO $ownership$
DECLARE
  schema_name text := current_schema();
BEGIN
  EXECUTE format('ALTER FUNCTION append_events_while(jsonb, text[], integer[]) SET search_path = pg_catalog, %I, pg_temp', schema_name);
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO gl_event_owner', schema_name);
  ALTER FUNCTION append_events_while(jsonb, text[], integer[]) OWNER TO gl_event_owner;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM gl_event_owner', schema_name);
  REVOKE ALL ON FUNCTION append_events_while(jsonb, text[], integer[]) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION append_events_while(jsonb, text[], integer[]) TO ${serviceRole};
END
$ownership$`;

/**
 * The statements that add the conditional append to a log, or replace that of an earlier release; to be run as `eventLogMigrationSql` says.
 * @throws RangeError when the role's name is no plain identifier.
 */
export function conditionalAppendSql(serviceRole = 'gl_authorization'): string[] {
  if (!/^[a-z_][a-z0-9_]*$/.test(serviceRole)) throw new RangeError(`not a plain role name: ${serviceRole}`);
  return [CONDITIONAL_APPEND_SQL, ownershipSql(serviceRole)];
}

export const CONDITIONAL_APPEND_REMOVAL_SQL = 'DROP FUNCTION append_events_while(jsonb, text[], integer[])';
