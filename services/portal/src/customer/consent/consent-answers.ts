import { ProblemError } from '@greenledger/contracts';
import { Injectable } from '@nestjs/common';
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';

/** Longer than a session may last. */
const KEEP = "interval '1 day'";
/** An answer that is under way is waited for so long, in milliseconds. */
const PATIENCE = 8000;
const PAUSE = 25;
/** Stands for the request's own id, which is a secret of the browser and not kept. */
const REQUEST = '{request}';

/** The form was sent before, and nothing came of it. */
export class SentBefore extends Error {
  override readonly name = 'SentBefore';
}

interface Kept {
  readonly outcome: string | null;
  readonly failed: boolean;
}

/**
 * Lets each consent form take effect once (SEC-049). The form carries a token that is bound to the session and to the path of the
 * request, and is spent with the answer, in the database: a replay, a second click and another process find it spent and get the
 * outcome of the first answer.
 */
@Injectable()
export class ConsentAnswers {
  constructor(private readonly dataSource: DataSource) {}

  /** A token for one form. Nothing is kept until it is spent. */
  token(sessionId: string, path: string): string {
    const nonce = randomBytes(16).toString('base64url');
    return `${nonce}.${sealOf(nonce, sessionId, path)}`;
  }

  /**
   * Runs the answer of the form, once for each token.
   * @param answer returns where to send the browser
   * @returns the same for the same token
   * @throws ProblemError `forbidden` for a token of another session or request
   * @throws SentBefore when the token was spent for an answer that failed or of which nothing is known
   */
  async once(token: unknown, sessionId: string, path: string, answer: () => Promise<string>): Promise<string> {
    const tokenHash = checked(token, sessionId, path);
    const id = path.slice(path.lastIndexOf('/') + 1);
    await this.dataSource.query(`delete from consent_answer where created_at < now() - ${KEEP}`);
    const first = await this.dataSource.query(
      'insert into consent_answer (token_hash, form_hash) values ($1, $2) on conflict do nothing returning 1',
      [tokenHash, formHash(sessionId, path)],
    );
    if (first.length === 0) return (await this.#outcome('token_hash', tokenHash, id)) ?? sentBefore();
    try {
      const location = await answer();
      await this.dataSource.query('update consent_answer set outcome = $2 where token_hash = $1', [
        tokenHash,
        location.replaceAll(id, REQUEST),
      ]);
      return location;
    } catch (error) {
      await this.dataSource.query('update consent_answer set failed = true where token_hash = $1', [tokenHash]);
      throw error;
    }
  }

  /** Where an earlier answer to the same request led, from whichever form of the session; waits for one that is under way. */
  earlier(sessionId: string, path: string): Promise<string | undefined> {
    return this.#outcome('form_hash', formHash(sessionId, path), path.slice(path.lastIndexOf('/') + 1));
  }

  async #outcome(column: 'token_hash' | 'form_hash', hash: Buffer, id: string): Promise<string | undefined> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const rows: Kept[] = await this.dataSource.query(
        `select outcome, failed from consent_answer where ${column} = $1 order by failed, created_at desc limit 1`,
        [hash],
      );
      const [kept] = rows;
      if (!kept || kept.failed) return undefined;
      if (kept.outcome !== null) return kept.outcome.replaceAll(REQUEST, id);
      if (Date.now() > deadline) return undefined;
      await delay(PAUSE);
    }
  }
}

function checked(token: unknown, sessionId: string, path: string): Buffer {
  const [nonce = '', seal = ''] = typeof token === 'string' ? token.split('.') : [];
  const given = Buffer.from(seal);
  const expected = Buffer.from(sealOf(nonce, sessionId, path));
  if (nonce !== '' && given.length === expected.length && timingSafeEqual(given, expected)) return hashOf(`token ${nonce} ${seal}`);
  throw new ProblemError(
    'forbidden',
    'The form is not from your present session, or for another request: nothing was changed. Go back, reload the page and send the form again.',
  );
}

const sealOf = (nonce: string, sessionId: string, path: string): string =>
  createHmac('sha256', sessionId).update(`once ${path} ${nonce}`).digest('base64url');

const formHash = (sessionId: string, path: string): Buffer => hashOf(`form ${sessionId} ${path}`);

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

function sentBefore(): never {
  throw new SentBefore();
}
