import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Identity } from './accounts.js';
import type { ProviderSignOut } from './provider/identity-provider.js';

/** SEC-052: a session ends after half an hour without a request, and after twelve hours in any case. */
const LIVE = `last_seen_at > now() - interval '30 minutes' and created_at > now() - interval '12 hours'`;

/** 256 random bits; also used for the cookie of a visitor who has not signed in. */
export const newSessionId = (): string => randomBytes(32).toString('base64url');

/** Who is signed in. The id itself is known to the browser only. */
@Injectable()
export class Sessions {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Starts a session under a new id, ends the one of `previousId`, and sweeps what has run out.
   * @param identity given when it comes from elsewhere and is kept with the session only
   * @param signOut given when the sign-in was at a provider that can be signed out of
   */
  async start(userName: string, previousId: string | undefined, identity?: Identity, signOut?: ProviderSignOut): Promise<string> {
    const id = newSessionId();
    await this.dataSource.query('insert into session (id_hash, user_name, identity, provider_sign_out) values ($1, $2, $3, $4)', [
      hashOf(id),
      userName,
      identity ? JSON.stringify(identity) : null,
      signOut ? JSON.stringify(signOut) : null,
    ]);
    if (previousId) await this.end(previousId);
    await this.dataSource.query(`delete from session where not (${LIVE})`);
    return id;
  }

  /** The user name of a live session, and who it is when that came from elsewhere; counts as being seen. */
  async find(id: string): Promise<{ readonly userName: string; readonly identity: Identity | null } | undefined> {
    const rows = await this.dataSource.query(
      `select user_name as "userName", identity, last_seen_at < now() - interval '1 minute' as stale from session where id_hash = $1 and ${LIVE}`,
      [hashOf(id)],
    );
    if (rows[0]?.stale) await this.dataSource.query('update session set last_seen_at = now() where id_hash = $1', [hashOf(id)]);
    return rows[0];
  }

  /** @returns where the visitor is signed in still, when the session began at a provider */
  async end(id: string): Promise<ProviderSignOut | undefined> {
    const [rows] = await this.dataSource.query('delete from session where id_hash = $1 returning provider_sign_out as "signOut"', [
      hashOf(id),
    ]);
    return (rows as { signOut: ProviderSignOut | null }[])[0]?.signOut ?? undefined;
  }
}

const hashOf = (id: string): Buffer => createHash('sha256').update(id).digest();
