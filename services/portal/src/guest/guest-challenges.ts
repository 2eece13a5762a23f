import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How long a code is valid, and how often it may be tried. */
export const VALID_MINUTES = 10;
const ATTEMPTS = 5;
const LIVE = `created_at > now() - make_interval(mins => ${VALID_MINUTES})`;

/** The one open question to a browser: which code was sent? Asked in the same way when none was sent to anybody. */
@Injectable()
export class GuestChallenges {
  constructor(private readonly dataSource: DataSource) {}

  /** Asks a session anew. @returns the code, six digits */
  async begin(sessionId: string): Promise<string> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await this.dataSource.query(
      `insert into guest_challenge (session_hash, code_hash) values ($1, $2)
       on conflict (session_hash) do update set code_hash = excluded.code_hash, customer_id = null, attempts = 0, created_at = now()`,
      [hashOf(sessionId), codeHash(sessionId, code)],
    );
    await this.dataSource.query(`delete from guest_challenge where not (${LIVE})`);
    return code;
  }

  /** Whom the code lets in; nobody when another code was asked for meanwhile. @returns whether it does */
  async openTo(sessionId: string, code: string, customerId: string): Promise<boolean> {
    const [, count] = await this.dataSource.query(
      'update guest_challenge set customer_id = $3 where session_hash = $1 and code_hash = $2 returning 1',
      [hashOf(sessionId), codeHash(sessionId, code), customerId],
    );
    return count === 1;
  }

  /**
   * Tries a code; counted before it is compared, so parallel guesses do not slip through. A code works once.
   * @returns the customer, `undefined` for a wrong code, one that is over, and one that was sent to nobody
   */
  async answer(sessionId: string, code: string): Promise<string | undefined> {
    const [rows] = await this.dataSource.query(
      `update guest_challenge set attempts = attempts + 1 where session_hash = $1 and attempts < ${ATTEMPTS} and ${LIVE}
       returning code_hash, customer_id`,
      [hashOf(sessionId)],
    );
    const row: { code_hash: Buffer; customer_id: string | null } | undefined = rows[0];
    const given = codeHash(sessionId, code.replace(/\D/g, ''));
    if (!row || !timingSafeEqual(row.code_hash, given) || row.customer_id === null) return undefined;
    const [, used] = await this.dataSource.query('delete from guest_challenge where session_hash = $1 and code_hash = $2 returning 1', [
      hashOf(sessionId),
      given,
    ]);
    return used === 1 ? row.customer_id : undefined;
  }
}

const hashOf = (sessionId: string): Buffer => createHash('sha256').update(`guest ${sessionId}`).digest();
const codeHash = (sessionId: string, code: string): Buffer => createHmac('sha256', sessionId).update(`guest code ${code}`).digest();
