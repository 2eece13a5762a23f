import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import { allVersions } from '../months/all-versions.js';
import { LIVE, SECOND } from './read-model-tables.js';

/** How the second set stands to the first. */
export interface ReadModelComparison {
  readonly usagePoints: number;
  readonly identical: number;
  /** The first usage points whose digests differ, or which only one set knows. */
  readonly different: readonly string[];
}

const MOST_NAMED = 10;
/** Usage points whose versions are held in memory at a time. */
const PAGE = 100;

/**
 * Compares both sets by one digest for each usage point: over its versions, its channels, and every version of every day with its
 * bytes, file times and times of recording, its bills, summaries of power quality and rates. Numbers of channels are left out: they are names inside of one set. So is
 * whether a day is compacted: the set in use may be, the new one is not yet.
 */
export async function compareReadModels(manager: EntityManager): Promise<ReadModelComparison> {
  const ids: { id: string }[] = await manager.query(`${idsOf(LIVE)} UNION ${idsOf(SECOND)} ORDER BY id`);
  const different: string[] = [];
  for (let place = 0; place < ids.length; place += PAGE) {
    const page = ids.slice(place, place + PAGE).map(({ id }) => id);
    const first = await digestsOf(LIVE, page, manager);
    const second = await digestsOf(SECOND, page, manager);
    different.push(...page.filter((id) => first.get(id) !== second.get(id)));
  }
  return { usagePoints: ids.length, identical: ids.length - different.length, different: different.slice(0, MOST_NAMED) };
}

const idsOf = (schema: string): string => `
  SELECT usage_point_id COLLATE "C" AS id FROM ${schema}.usage_point UNION SELECT usage_point_id FROM ${schema}.channel
   UNION SELECT usage_point_id FROM ${schema}.billing_summary UNION SELECT usage_point_id FROM ${schema}.power_quality_summary
   UNION SELECT usage_point_id FROM ${schema}.usage_point_rate`;

/** Digests by usage point; none for one that the set does not know. */
async function digestsOf(schema: string, usagePointIds: readonly string[], manager: EntityManager): Promise<Map<string, string>> {
  const lines = new Map<string, string[]>();
  const add = (id: string, line: string): void => void lines.set(id, [...(lines.get(id) ?? []), line]);
  const rows: { id: string; line: string }[] = await manager.query(linesOf(schema), [usagePointIds]);
  for (const { id, line } of rows) add(id, line);
  const channels: { channel_id: number; id: string; key: string }[] = await manager.query(
    `SELECT channel_id, usage_point_id AS id, reading_type_key AS key FROM ${schema}.channel WHERE usage_point_id = ANY($1)`,
    [usagePointIds],
  );
  const byNumber = new Map(channels.map((channel) => [channel.channel_id, { ...channel, hash: createHash('sha256') }]));
  const client = (await manager.queryRunner!.connect()) as PoolClient;
  const stored = await allVersions([...byNumber.keys()], client, `${schema}.`);
  for (const { channelId, day, version, recordedAt, fileTimes, block } of stored) {
    byNumber
      .get(channelId)!
      .hash.update(`${day} ${version} ${recordedAt} ${block.length} ${fileTimes.length}\n`)
      .update(fileTimes)
      .update(block);
  }
  for (const { id, key, hash } of byNumber.values()) add(id, `days ${key} ${hash.digest('hex')}`);
  return new Map([...lines].map(([id, all]) => [id, createHash('sha256').update(all.sort().join('\n')).digest('hex')]));
}

const linesOf = (schema: string): string => `
  SELECT usage_point_id AS id, concat_ws(' ', 'usage point', version, digest, recorded_at) AS line
    FROM ${schema}.usage_point WHERE usage_point_id = ANY($1)
  UNION ALL
  SELECT usage_point_id, concat_ws(' ', 'channel', reading_type_key, recorded_at) FROM ${schema}.channel WHERE usage_point_id = ANY($1)
  UNION ALL
  SELECT usage_point_id, concat_ws(' ', 'bill', bill_id, version, digest, recorded_at)
    FROM ${schema}.billing_summary WHERE usage_point_id = ANY($1)
  UNION ALL
  SELECT usage_point_id, concat_ws(' ', 'power quality', summary_id, version, digest, recorded_at)
    FROM ${schema}.power_quality_summary WHERE usage_point_id = ANY($1)
  UNION ALL
  SELECT usage_point_id, concat_ws(' ', 'rates', version, digest, recorded_at)
    FROM ${schema}.usage_point_rate WHERE usage_point_id = ANY($1)`;
