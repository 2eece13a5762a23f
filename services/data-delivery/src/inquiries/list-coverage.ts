import { ProblemError, type ChannelCoverage, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';

const MOST_USAGE_POINTS = 200;
const MOST_DAYS = 31;
const DAY = 86_400_000;

/** What is stored of usage points: the newest reading of each channel, and how many values each day holds. @throws ProblemError `bad-request`. */
export async function listCoverage(
  { usagePointIds, fromDay, toDay }: RequestOf<'data-delivery.list-coverage'>,
  manager: EntityManager,
): Promise<ReplyOf<'data-delivery.list-coverage'>> {
  const days = (Date.parse(toDay) - Date.parse(fromDay)) / DAY + 1;
  if (usagePointIds.length > MOST_USAGE_POINTS || !(days >= 1 && days <= MOST_DAYS)) {
    throw new ProblemError('bad-request', `Ask for at most ${MOST_USAGE_POINTS} usage points and 1 to ${MOST_DAYS} days at a time.`);
  }
  const rows: CoverageRow[] = await manager.query(COVERAGE, [usagePointIds, fromDay, toDay]);
  const byUsagePoint = new Map<string, ChannelCoverage[]>(usagePointIds.map((id) => [id, []]));
  for (const { usage_point_id: id, reading_type_key: channel, newest_start: newest, days: covered } of rows) {
    byUsagePoint.get(id)?.push({ channel, newestStart: newest === null ? null : Number(newest), days: covered });
  }
  return { usagePoints: [...byUsagePoint].map(([usagePointId, channels]) => ({ usagePointId, channels })) };
}

interface CoverageRow {
  readonly usage_point_id: string;
  readonly reading_type_key: string;
  readonly newest_start: string | null;
  readonly days: ChannelCoverage['days'];
}

/** The newest version of a day is the one that counts; a newest day without any value is passed over for the one before. */
const COVERAGE = `
  SELECT c.usage_point_id, c.reading_type_key,
         (SELECT d.last_start FROM reading_day d WHERE d.channel_id = c.channel_id AND d.last_start IS NOT NULL
           ORDER BY d.day DESC, d.version DESC LIMIT 1) AS newest_start,
         coalesce((SELECT json_agg(json_build_object('day', v.day, 'values', v.value_count) ORDER BY v.day)
           FROM (SELECT DISTINCT ON (day) day::text AS day, value_count FROM reading_day r
                  WHERE r.channel_id = c.channel_id AND r.day BETWEEN $2::date AND $3::date ORDER BY day, version DESC) v
          WHERE v.value_count > 0), '[]') AS days
    FROM channel c WHERE c.usage_point_id = ANY($1::text[]) ORDER BY c.usage_point_id, c.reading_type_key`;
