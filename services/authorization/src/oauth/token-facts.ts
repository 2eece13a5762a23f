import { Inject, Injectable } from '@nestjs/common';
import { queryPrepared } from '@greenledger/service-kit';
import { DataSource } from 'typeorm';
import { FRESHNESS, ReadModels, type Freshness } from '../projections/read-models.js';
import type { CompanyRow } from '../projections/third-party-views.js';
import type { ClientOptions } from './client-options.js';
import { GRANT_COLUMNS, grantTables, type GrantRow } from './live-grants.js';
import type { BoundTo } from './token-binding.js';

/** An access token as it is kept, with everything that tells what it opens at this moment. */
export interface TokenRow extends GrantRow {
  readonly model: 'AccessToken' | 'ClientCredentials';
  readonly payload: BoundTo & { readonly clientId: string; readonly scope?: string; readonly grantId?: string; readonly exp: number };
  /** Of the client of the token; null when it has none any more. */
  readonly options: ClientOptions | null;
  /** The company of that client. */
  readonly owner: CompanyRow | null;
}

/** A token that is not kept has no `model`. */
type Row = Freshness & { readonly token: string } & (TokenRow | { readonly model: null });

const FIND = {
  name: 'token-facts',
  text: `SELECT wanted.token, a.model, a.payload, c.options, row_to_json(p) AS owner, ${GRANT_COLUMNS}, freshness.*
    FROM unnest($1::text[]) AS wanted (token) CROSS JOIN ${FRESHNESS}
    LEFT JOIN oauth_artifact a ON a.id_sha256 = wanted.token AND a.model IN ('AccessToken', 'ClientCredentials')
    LEFT JOIN oauth_client c ON c.client_id = a.payload->>'clientId'
    LEFT JOIN third_party_view p ON p.client_id = c.client_id
    ${grantTables(`a.payload->>'grantId'`)}`,
};

/** Reads all that the meaning of tokens depends on in one statement: one way to PostgreSQL and back, and one moment of it. */
@Injectable()
export class TokenFacts {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ReadModels) private readonly readModels: ReadModels,
  ) {}

  /**
   * As of every event committed before this call.
   * @param tokens lower-case hex SHA-256 of each, at least one
   * @returns those that are kept, by their digest
   */
  async find(tokens: readonly string[]): Promise<ReadonlyMap<string, TokenRow>> {
    const rows = await this.readModels.readGrants(() => queryPrepared<Row>(FIND, [tokens], this.dataSource));
    return new Map(rows.flatMap((row) => (row.model === null ? [] : [[row.token, row] as const])));
  }
}
