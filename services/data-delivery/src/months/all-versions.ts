import type { ClientBase } from 'pg';
import { dayText } from '../projections/day-number.js';
import { binaryRowsOn } from '../release/binary-rows.js';
import { daysOfChannels, eachVersion, storedVersionsQuery } from './stored-versions.js';

/** All that is stored of a version of a day. */
export interface WholeVersion {
  readonly channelId: number;
  readonly day: string;
  readonly version: number;
  /** Microseconds since 2000-01-01 UTC. */
  readonly recordedAt: number;
  /** See `packFileTimes`. */
  readonly fileTimes: Uint8Array;
  readonly block: Uint8Array;
}

/** Bounds of what a day of the tables can be. */
const [FIRST, LAST] = [-32_768, 32_767];

/**
 * Every version of every day of channels, ascending by channel, day and version, from both tables.
 * @param schema and a dot, to read other tables than those in use
 */
export async function allVersions(channelIds: readonly number[], client: ClientBase, schema = ''): Promise<WholeVersion[]> {
  const versions: WholeVersion[] = [];
  const rows = await binaryRowsOn(client, {
    text: storedVersionsQuery({ days: daysOfChannels(channelIds, FIRST, LAST), schema, everything: true }),
  });
  eachVersion(rows, FIRST, LAST, ({ channelId, day, version, recordedAt, fileTimes, place, from, to }) =>
    versions.push({ channelId, day: dayText(day), version, recordedAt, fileTimes: fileTimes(), block: place.bytes.subarray(from, to) }),
  );
  return versions;
}
