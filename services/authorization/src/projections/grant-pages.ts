import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationView, GrantPlace } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { SELECT_VIEW, viewOf, type AuthorizationRow } from './authorization-views.js';

/** Rows of a page, and characters of JSON: NATS carries a megabyte in one message. */
const [MOST_ROWS, MOST_CHARACTERS] = [500, 600_000];

/** The authorizations of one company in the order in which they were granted. Call `ReadModels.catchUpGrants()` first. */
@Injectable()
export class GrantPages {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async read(thirdPartyId: string, after?: GrantPlace): Promise<{ authorizations: AuthorizationView[]; more: boolean }> {
    const rows = await this.dataSource.query<AuthorizationRow[]>(
      `${SELECT_VIEW} WHERE a.third_party_id = $1 AND (a.granted_at COLLATE "C", a.authorization_id COLLATE "C") > ($2, $3)
       ORDER BY a.granted_at COLLATE "C", a.authorization_id COLLATE "C" LIMIT $4`,
      [thirdPartyId, after?.grantedAt ?? '', after?.authorizationId ?? '', MOST_ROWS + 1],
    );
    const authorizations: AuthorizationView[] = [];
    let characters = 0;
    for (const row of rows.slice(0, MOST_ROWS)) {
      const view = viewOf(row);
      characters += JSON.stringify(view).length;
      if (characters > MOST_CHARACTERS && authorizations.length > 0) break;
      authorizations.push(view);
    }
    return { authorizations, more: authorizations.length < rows.length };
  }

  /** Of the active ones: how many, and when the newest changed. */
  async summarize(thirdPartyId: string): Promise<{ active: number; changedAt: string | null }> {
    const [row] = await this.dataSource.query<{ active: number; changedAt: string | null }[]>(
      `SELECT count(*)::int AS active, max(changed_at COLLATE "C") AS "changedAt" FROM authorization_view
        WHERE third_party_id = $1 AND status = 'active'`,
      [thirdPartyId],
    );
    return row!;
  }
}
