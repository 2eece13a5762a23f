import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KeptRefusal, ProblemError } from '@greenledger/contracts';
import type { FastifyRequest } from 'fastify';
import type { ActiveToken } from '../access/resolved-access.js';
import { keptTarget } from './kept-target.js';

/** Days for which a refusal can be read. */
export const KEPT_DAYS = 30;
const SWEEP_EVERY = 3_600_000;

/** Keeps refused requests for thirty days, so that "why was I refused" has an answer without asking the utility. */
@Injectable()
export class RefusalLog implements OnApplicationShutdown {
  readonly #logger = new Logger(RefusalLog.name);
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly dataSource: DataSource) {
    this.#timer = setInterval(() => void this.sweep().catch((error: unknown) => this.#warn(error)), SWEEP_EVERY);
    this.#timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** @returns the id, or undefined when it could not be kept: the refusal itself stands in any case */
  async keep(problem: ProblemError, request: FastifyRequest, token: ActiveToken): Promise<string | undefined> {
    const id = randomUUID();
    const { status } = problem.toProblem();
    const { authorization } = token;
    try {
      await this.dataSource.query(
        `INSERT INTO refusal (refusal_id, third_party_id, client_id, token_kind, authorization_id, authorization_version, terms_version,
           authorization_status, method, target, status, code, detail, members, correlation_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
        [
          id,
          token.thirdPartyId,
          token.clientId,
          token.kind,
          authorization?.authorizationId ?? null,
          authorization?.version ?? null,
          authorization?.termsVersion ?? null,
          authorization?.status ?? null,
          request.method,
          keptTarget(request.url),
          status,
          problem.code,
          problem.message,
          JSON.stringify(problem.members),
          request.id,
        ],
      );
      return id;
    } catch (error) {
      this.#warn(error);
      return undefined;
    }
  }

  /** The refusal of that id if it is this company's and not older than is kept. */
  async find(id: string, thirdPartyId: string): Promise<KeptRefusal | undefined> {
    const [found] = await this.#read('AND refusal_id::text = $2 LIMIT 1', [thirdPartyId, id]);
    return found;
  }

  /** The newest refusals of a company, newest first. */
  newest(thirdPartyId: string, limit: number): Promise<KeptRefusal[]> {
    return this.#read('ORDER BY refused_at DESC, refusal_id LIMIT $2', [thirdPartyId, limit]);
  }

  async sweep(): Promise<void> {
    await this.dataSource.query(`DELETE FROM refusal WHERE refused_at < clock_timestamp() - interval '${KEPT_DAYS} days'`);
  }

  async #read(rest: string, parameters: readonly unknown[]): Promise<KeptRefusal[]> {
    const rows: Row[] = await this.dataSource.query(
      `SELECT * FROM refusal WHERE third_party_id = $1 AND refused_at >= clock_timestamp() - interval '${KEPT_DAYS} days' ${rest}`,
      [...parameters],
    );
    return rows.map(keptRefusal);
  }

  #warn(error: unknown): void {
    this.#logger.warn(error instanceof Error ? error.message : String(error));
  }
}

interface Row {
  readonly refusal_id: string;
  readonly refused_at: Date;
  readonly client_id: string;
  readonly token_kind: string;
  readonly authorization_id: string | null;
  readonly authorization_version: number | null;
  readonly terms_version: number | null;
  readonly authorization_status: string | null;
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly members: object;
  readonly correlation_id: string;
}

function keptRefusal(row: Row): KeptRefusal {
  return {
    id: row.refusal_id,
    at: row.refused_at.toISOString(),
    request: { method: row.method, target: row.target, tokenKind: row.token_kind, clientId: row.client_id },
    answer: { status: row.status, code: row.code, detail: row.detail, members: row.members },
    authorization:
      row.authorization_id === null
        ? null
        : {
            id: row.authorization_id,
            version: row.authorization_version!,
            termsVersion: row.terms_version!,
            status: row.authorization_status!,
          },
    correlationId: row.correlation_id,
  };
}
