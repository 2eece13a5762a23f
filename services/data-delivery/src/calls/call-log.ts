import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { CompanyCall } from '@greenledger/contracts';
import { DataSource } from 'typeorm';

/** Calls of each company that are kept. */
export const KEPT_CALLS = 200;
/** Milliseconds between writes: calls are noted beside the answers, never before them. */
const WRITE_EVERY = 1_000;
/** Calls that wait to be written; when PostgreSQL is slower than the callers, the oldest are let go. */
const MOST_WAITING = 5_000;

/** A call when its answer has ended. */
export interface EndedCall {
  readonly thirdPartyId: string;
  readonly at: Date;
  readonly method: string;
  readonly target: string;
  readonly tokenKind: string;
  readonly authorizationId: string | null;
  readonly status: number;
  readonly complete: boolean;
  readonly duration: number;
  readonly releaseId: string | null;
  readonly correlationId: string;
}

/** The newest calls of each company, for its people to see what their software did. A help and no record: the releases are that. */
@Injectable()
export class CallLog implements OnApplicationShutdown {
  readonly #logger = new Logger(CallLog.name);
  readonly #timer: NodeJS.Timeout;
  #waiting: EndedCall[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {
    this.#timer = setInterval(() => void this.write(), WRITE_EVERY);
    this.#timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.write();
  }

  note(call: EndedCall): void {
    this.#waiting.push(call);
    if (this.#waiting.length > MOST_WAITING) this.#waiting.splice(0, MOST_WAITING / 2);
  }

  /** Writes what waits, and lets go of what is older than is kept. It never fails: then these calls are not seen. */
  write(): Promise<void> {
    const calls = newestOfEach(this.#waiting);
    this.#waiting = [];
    if (calls.length === 0) return this.#writing;
    return (this.#writing = this.#writing.then(async () => {
      try {
        await this.dataSource.query(INSERT, [JSON.stringify(calls)]);
        await this.dataSource.query(DELETE, [[...new Set(calls.map(({ thirdPartyId }) => thirdPartyId))], KEPT_CALLS]);
      } catch (error) {
        this.#logger.warn(error instanceof Error ? error.message : String(error));
      }
    }));
  }

  /** The newest calls of a company, newest first, with what is known of each elsewhere. */
  async newest(thirdPartyId: string, limit: number): Promise<CompanyCall[]> {
    const rows: Row[] = await this.dataSource.query(NEWEST, [thirdPartyId, limit]);
    return rows.map(({ at, releaseId, bytes, refusalId, code, ...call }) => ({
      ...call,
      at: at.toISOString(),
      release: releaseId === null ? null : { id: releaseId, bytes: bytes === null ? null : Number(bytes) },
      refusal: refusalId === null ? null : { id: refusalId, code: code! },
    }));
  }
}

interface Row extends Omit<CompanyCall, 'at' | 'release' | 'refusal'> {
  readonly at: Date;
  readonly releaseId: string | null;
  readonly bytes: string | null;
  readonly refusalId: string | null;
  readonly code: string | null;
}

/** More than are kept of a company need not be written. */
function newestOfEach(calls: readonly EndedCall[]): EndedCall[] {
  const counts = new Map<string, number>();
  const kept = calls.toReversed().filter(({ thirdPartyId }) => {
    const count = (counts.get(thirdPartyId) ?? 0) + 1;
    counts.set(thirdPartyId, count);
    return count <= KEPT_CALLS;
  });
  return kept.toReversed();
}

const INSERT = `
  INSERT INTO api_call (third_party_id, called_at, method, target, token_kind, authorization_id, status, complete, duration, release_id, correlation_id)
  SELECT "thirdPartyId", at, method, target, "tokenKind", "authorizationId", status, complete, duration, "releaseId", "correlationId"
    FROM jsonb_to_recordset($1::jsonb) AS v ("thirdPartyId" text, at timestamptz, method text, target text, "tokenKind" text,
      "authorizationId" text, status smallint, complete boolean, duration integer, "releaseId" uuid, "correlationId" text)`;

const DELETE = `
  DELETE FROM api_call c USING unnest($1::text[]) AS company (id)
   WHERE c.third_party_id = company.id AND c.call_id <=
     (SELECT call_id FROM api_call WHERE third_party_id = company.id ORDER BY call_id DESC OFFSET $2 LIMIT 1)`;

const NEWEST = `
  SELECT c.called_at AS at, c.method, c.target, c.token_kind AS "tokenKind", c.authorization_id AS "authorizationId", c.status, c.complete,
         c.duration, c.release_id AS "releaseId", a.bytes, r.refusal_id AS "refusalId", r.code, c.correlation_id AS "correlationId"
    FROM (SELECT * FROM api_call WHERE third_party_id = $1 ORDER BY call_id DESC LIMIT $2) c
    LEFT JOIN access_log a ON a.release_id = c.release_id
    LEFT JOIN LATERAL (SELECT refusal_id, code FROM refusal WHERE third_party_id = $1 AND correlation_id = c.correlation_id
                         AND status = c.status ORDER BY refused_at DESC LIMIT 1) r ON c.status >= 400
   ORDER BY c.call_id DESC`;
