import { Inject, Injectable } from '@nestjs/common';
import type { GrantColumns, GrantPlace, ReplyOf } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { IN_ITS_PLACE } from './authorization-views.js';

/** Rows of a page, and characters of JSON: NATS carries a megabyte in one message. */
const [MOST_ROWS, MOST_CHARACTERS] = [1_000, 500_000];
/** What a grant takes beside its usage points. */
const ROOM = 300;

interface Row extends GrantColumns {
  readonly next: GrantPlace | null;
}

/** The columns are made by PostgreSQL: a page is one text for this process, not thousands of values. */
const PAGE = `
  WITH page AS (
    SELECT *, row_number() OVER placed AS place, sum(length(usage_points::text) + ${ROOM}) OVER placed AS characters
      FROM (SELECT a.authorization_id, a.customer_id, a.granted_at, a.status = 'active' AS active, a.terms -> 'usagePointIds' AS usage_points,
                   a.terms -> 'dataSets' AS data_sets, a.terms -> 'publishedPeriod' AS published
              FROM authorization_view a LEFT JOIN third_party_view t USING (third_party_id)
             WHERE a.third_party_id = $1 AND ${IN_ITS_PLACE} AND (a.granted_at COLLATE "C", a.authorization_id COLLATE "C") > ($2, $3)
             ORDER BY a.granted_at COLLATE "C", a.authorization_id COLLATE "C" LIMIT ${MOST_ROWS + 1}) following
    WINDOW placed AS (ORDER BY granted_at COLLATE "C", authorization_id COLLATE "C")),
  kept AS (SELECT * FROM page WHERE place = 1 OR (place <= ${MOST_ROWS} AND characters <= ${MOST_CHARACTERS})),
  columns AS (
    SELECT coalesce(json_agg(authorization_id ORDER BY place), '[]') AS "authorizationIds",
           coalesce(json_agg(customer_id ORDER BY place), '[]') AS "customerIds",
           coalesce(json_agg(usage_points ORDER BY place), '[]') AS "usagePointIds",
           coalesce(json_agg(data_sets ORDER BY place), '[]') AS "dataSets",
           coalesce(json_agg(published -> 'start' ORDER BY place), '[]') AS "publishedStarts",
           coalesce(json_agg(published -> 'end' ORDER BY place), '[]') AS "publishedEnds"
      FROM kept WHERE active)
  SELECT columns.*, (SELECT json_build_object('grantedAt', granted_at, 'authorizationId', authorization_id)
                       FROM (SELECT * FROM kept ORDER BY place DESC LIMIT 1) last WHERE place < (SELECT max(place) FROM page)) AS next
    FROM columns`;

/** The active authorizations of one company in the order in which they were granted. Call `ReadModels.catchUpGrants()` first. */
@Injectable()
export class BulkGrantPages {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async read(thirdPartyId: string, after?: GrantPlace): Promise<ReplyOf<'authorization.list-bulk-grants'>> {
    const [row] = await this.dataSource.query<Row[]>(PAGE, [thirdPartyId, after?.grantedAt ?? '', after?.authorizationId ?? '']);
    const { next, ...grants } = row!;
    return { grants, next };
  }
}
