/** Text of a timestamptz as RFC 3339 UTC with microseconds. */
export const rfc3339 = (expression: string): string => `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Channel on which an append tells that the log has grown. */
export const APPEND_CHANNEL = 'gl_event_appended';

/**
 * The append, all of it in one round trip. `batch` is an array of `{stream, expected, events: [{id, type, data, metadata}]}`
 * (`expected` null: any); the answer is an array in the same order of
 * `{version, repeated, events: [{version, position, recordedAt}]}`, `{conflict: actualVersion}` or `{reused: eventId}`.
 *
 * Every writer first locks the one row of `event_log_head`, so appends commit in the order of their positions: no reader
 * can see a position before all lower ones. A rolled-back append gives its positions back with the row. A sequence would
 * do neither (see the contract suite's mutation test).
 */
export const APPEND_FUNCTION_SQL = `
CREATE OR REPLACE FUNCTION append_events(batch jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER AS $append$
DECLARE
  share jsonb;
  free_position bigint;
  first_position bigint;
  last_recorded_at timestamptz;
  first_recorded_at timestamptz;
  actual integer;
  expected integer;
  event_count integer;
  known_count integer;
  known_first integer;
  known_last integer;
  known_same boolean;
  reused uuid;
  outcomes jsonb := '[]';
  appended bigint;
BEGIN
  SELECT head.next_position, head.recorded_at INTO STRICT free_position, last_recorded_at
    FROM event_log_head AS head FOR UPDATE;
  first_position := free_position;

  -- Many streams with one new event each, as bulk releases have: all at once. A loop takes half a millisecond for each.
  IF jsonb_array_length(batch) > 1 AND (
    SELECT bool_and(jsonb_array_length(value -> 'events') = 1) AND count(DISTINCT value ->> 'stream') = count(*)
           AND count(DISTINCT (value #>> '{events,0,id}')::uuid) = count(*)
      FROM jsonb_array_elements(batch)
  ) AND NOT EXISTS (
    SELECT FROM event WHERE event.id = ANY (SELECT (value #>> '{events,0,id}')::uuid FROM jsonb_array_elements(batch))
  ) THEN
    first_recorded_at := greatest(clock_timestamp(), last_recorded_at + interval '1 microsecond');
    WITH given AS (
      SELECT ordinal, value ->> 'stream' AS stream, (value ->> 'expected')::integer AS wanted, value #> '{events,0}' AS one
        FROM jsonb_array_elements(batch) WITH ORDINALITY AS shares (value, ordinal)
    ), judged AS (
      SELECT given.*, coalesce((SELECT max(event.version) FROM event WHERE event.stream = given.stream), 0) AS standing FROM given
    ), placed AS (
      SELECT judged.*, wanted IS NULL OR wanted = standing AS fits,
             count(*) FILTER (WHERE wanted IS NULL OR wanted = standing) OVER (ORDER BY ordinal) - 1 AS place
        FROM judged
    ), written AS (
      INSERT INTO event (position, stream, version, id, type, data, metadata, recorded_at)
        SELECT free_position + place, stream, standing + 1, (one ->> 'id')::uuid, one ->> 'type', one -> 'data', one -> 'metadata',
               first_recorded_at + place * interval '1 microsecond'
          FROM placed WHERE fits
    )
    SELECT count(*) FILTER (WHERE fits), jsonb_agg(CASE WHEN fits
             THEN jsonb_build_object('version', standing + 1, 'repeated', false, 'events', jsonb_build_array(
               jsonb_build_object('version', standing + 1, 'position', free_position + place,
                                  'recordedAt', ${rfc3339("(first_recorded_at + place * interval '1 microsecond')")})))
             ELSE jsonb_build_object('conflict', standing) END ORDER BY ordinal)
      INTO appended, outcomes FROM placed;
    free_position := free_position + appended;
    last_recorded_at := first_recorded_at + greatest(appended - 1, 0) * interval '1 microsecond';
    batch := '[]';
  END IF;

  FOR share IN SELECT value FROM jsonb_array_elements(batch) LOOP
    event_count := jsonb_array_length(share -> 'events');
    expected := (share ->> 'expected')::integer;
    SELECT coalesce(max(event.version), 0) INTO actual FROM event WHERE event.stream = share ->> 'stream';

    SELECT count(*), min(known.version), max(known.version),
           bool_and(known.stream = share ->> 'stream' AND known.type = given.value ->> 'type' AND known.data = given.value -> 'data')
             AND count(DISTINCT known.version - given.ordinal) = 1,
           (array_agg(known.id))[1]
      INTO known_count, known_first, known_last, known_same, reused
      FROM jsonb_array_elements(share -> 'events') WITH ORDINALITY AS given (value, ordinal)
      JOIN event AS known ON known.id = (given.value ->> 'id')::uuid;

    IF known_count > 0 THEN
      IF NOT known_same OR known_count <> event_count THEN
        outcomes := outcomes || jsonb_build_object('reused', reused);
      ELSIF expected IS NOT NULL AND expected <> known_first - 1 THEN
        outcomes := outcomes || jsonb_build_object('conflict', actual);
      ELSE
        outcomes := outcomes || jsonb_build_object('version', known_last, 'repeated', true, 'events', (
          SELECT jsonb_agg(jsonb_build_object('version', event.version, 'position', event.position,
                           'recordedAt', ${rfc3339('event.recorded_at')}, 'metadata', event.metadata) ORDER BY event.version)
            FROM event WHERE event.stream = share ->> 'stream' AND event.version BETWEEN known_first AND known_last));
      END IF;
    ELSIF expected IS NOT NULL AND expected <> actual THEN
      outcomes := outcomes || jsonb_build_object('conflict', actual);
    ELSE
      first_recorded_at := greatest(clock_timestamp(), last_recorded_at + interval '1 microsecond');
      INSERT INTO event (position, stream, version, id, type, data, metadata, recorded_at)
        SELECT free_position + ordinal - 1, share ->> 'stream', actual + ordinal, (value ->> 'id')::uuid, value ->> 'type',
               value -> 'data', value -> 'metadata', first_recorded_at + (ordinal - 1) * interval '1 microsecond'
          FROM jsonb_array_elements(share -> 'events') WITH ORDINALITY AS given (value, ordinal);
      outcomes := outcomes || jsonb_build_object('version', actual + event_count, 'repeated', false, 'events', (
        SELECT jsonb_agg(jsonb_build_object('version', actual + ordinal, 'position', free_position + ordinal - 1,
                         'recordedAt', ${rfc3339("(first_recorded_at + (ordinal - 1) * interval '1 microsecond')")}) ORDER BY ordinal)
          FROM generate_series(1, event_count) AS ordinal));
      free_position := free_position + event_count;
      last_recorded_at := first_recorded_at + (event_count - 1) * interval '1 microsecond';
    END IF;
  END LOOP;

  IF free_position > first_position THEN
    UPDATE event_log_head SET next_position = free_position, recorded_at = last_recorded_at;
    PERFORM pg_notify('${APPEND_CHANNEL}', free_position::text);
  END IF;
  RETURN outcomes;
END
$append$`;
