import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Leaving } from './identity-provider.js';

/** Minutes that a visitor may take at the provider. */
const MINUTES = 10;

/** A visitor on the way to the provider, and where to go afterwards. */
export interface Departure extends Leaving {
  readonly returnTo: string;
}

/** Visitors on their way to the identity provider: bound to the browser by its cookie, good for one return. */
@Injectable()
export class Departures {
  constructor(private readonly dataSource: DataSource) {}

  async keep(sessionId: string, { state, nonce, codeVerifier, returnTo }: Departure): Promise<void> {
    await this.dataSource.query(`delete from provider_departure where created_at < now() - interval '${MINUTES} minutes'`);
    await this.dataSource.query('insert into provider_departure (key_hash, nonce, code_verifier, return_to) values ($1, $2, $3, $4)', [
      keyOf(sessionId, state),
      nonce,
      codeVerifier,
      returnTo,
    ]);
  }

  /** Takes the departure out: a second return with the same state finds nothing. */
  async take(sessionId: string, state: string): Promise<Departure | undefined> {
    const [rows] = await this.dataSource.query(
      `delete from provider_departure where key_hash = $1 and created_at >= now() - interval '${MINUTES} minutes'
       returning nonce, code_verifier, return_to`,
      [keyOf(sessionId, state)],
    );
    const [row] = rows as { nonce: string; code_verifier: string; return_to: string }[];
    return row && { state, nonce: row.nonce, codeVerifier: row.code_verifier, returnTo: row.return_to };
  }
}

const keyOf = (sessionId: string, state: string): Buffer => createHash('sha256').update(`${sessionId} ${state}`).digest();
