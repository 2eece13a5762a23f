import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Attempts that are free, per account and per address, before waiting begins. */
const FREE_PER_ACCOUNT = 5;
const FREE_PER_ADDRESS = 50;
/** Counting starts anew after this many seconds without an attempt. */
const FORGET_AFTER = 900;

/**
 * Slows guessing down (SEC-051): after some failures each further attempt must wait 30 s, 60 s, 120 s … up to 15 minutes.
 * An attempt is counted before the password is looked at, so parallel guesses do not slip through. Unknown user names are
 * counted like known ones. Only hashes of names and addresses are kept.
 */
@Injectable()
export class SignInThrottle {
  constructor(private readonly dataSource: DataSource) {}

  /** Counts an attempt. @returns seconds to wait when it is refused, otherwise 0. */
  async begin(userName: string, address: string): Promise<number> {
    const waits = await Promise.all([
      this.#count(keyOf('account', userName.toLowerCase()), FREE_PER_ACCOUNT),
      this.#count(keyOf('address', address), FREE_PER_ADDRESS),
    ]);
    return Math.max(...waits);
  }

  /** Counts a departure to the identity provider, per address: each keeps a row. @returns seconds to wait when it is refused, otherwise 0 */
  beginDeparture(address: string): Promise<number> {
    return this.#count(keyOf('departure', address), FREE_PER_ADDRESS);
  }

  /** A visitor came back signed in: the departure is given back. */
  async returned(address: string): Promise<void> {
    await this.dataSource.query('update sign_in_throttle set attempts = greatest(attempts - 1, 0) where key_hash = $1', [
      keyOf('departure', address),
    ]);
  }

  /** A sign-in that worked: the account starts afresh, and the address gets its attempt back. */
  async succeeded(userName: string, address: string): Promise<void> {
    await this.dataSource.query('delete from sign_in_throttle where key_hash = $1', [keyOf('account', userName.toLowerCase())]);
    await this.dataSource.query('update sign_in_throttle set attempts = greatest(attempts - 1, 0) where key_hash = $1', [
      keyOf('address', address),
    ]);
  }

  async #count(key: Buffer, free: number): Promise<number> {
    // The wait follows the attempts so far; a refused attempt changes nothing, so waiting always ends. The clock is read when
    // the row is held: now() is the statement's beginning, and of two at once the first would lie in the other's future.
    const wait = `case when t.attempts < $2 then 0 else least(30 * power(2, least(t.attempts - $2, 10)), $3) end`;
    const counted = await this.dataSource.query(
      `insert into sign_in_throttle as t (key_hash, attempts, last_attempt_at) values ($1, 1, clock_timestamp())
       on conflict (key_hash) do update set last_attempt_at = clock_timestamp(),
         attempts = case when t.last_attempt_at < clock_timestamp() - make_interval(secs => $3) then 1 else t.attempts + 1 end
       where t.last_attempt_at + make_interval(secs => ${wait}) <= clock_timestamp() returning attempts`,
      [key, free, FORGET_AFTER],
    );
    if (counted.length > 0) return 0;
    const [row] = await this.dataSource.query(
      `select ceil(extract(epoch from t.last_attempt_at + make_interval(secs => ${wait}) - clock_timestamp()))::int as seconds from sign_in_throttle t where key_hash = $1`,
      [key, free, FORGET_AFTER],
    );
    return Math.max(1, row?.seconds ?? 1);
  }
}

const keyOf = (kind: string, value: string): Buffer => createHash('sha256').update(`${kind} ${value}`).digest();
