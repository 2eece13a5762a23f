import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { ImportLedger } from '../import/import-ledger.js';
import type { Acknowledgements } from './acknowledgements.js';
import { signedHeaders } from './webhook-signature.js';

/** Where acknowledgements go. */
export interface Webhook {
  readonly url: string;
  readonly secret: Buffer;
  /** Seconds before the first repetition; each further one waits twice as long, up to an hour. */
  readonly retrySeconds: number;
}

/** Milliseconds between looks, and for which an answer is waited for. */
const IDLE = 1_000;
const PATIENCE = 10_000;
/** Seconds for which one process has an import to itself: longer than it can take to send. */
const CLAIM = 60;
const LONGEST_WAIT = 3_600;

/**
 * Sends the acknowledgement of every import that has ended, until its receiver takes it (2xx): the ledger remembers which are
 * due, so neither a restart nor a receiver that is away loses one. The same one may come twice; `webhook-id` tells.
 */
export class AcknowledgementSender implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(AcknowledgementSender.name);
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: ImportLedger,
    private readonly acknowledgements: Acknowledgements,
    private readonly hook: Webhook | undefined,
  ) {}

  onApplicationBootstrap(): void {
    this.#running ??= this.#run();
  }

  async onModuleDestroy(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    let known = false;
    while (!this.#stop.signal.aborted) {
      try {
        if (!known) await this.#noteHook();
        known = true;
        if (!this.hook) return;
        if (await this.#sendNext(this.hook)) continue;
      } catch (error) {
        if (!this.#stop.signal.aborted) this.#logger.warn(`acknowledgements pause for ${IDLE} ms: ${(error as Error).message}`);
      }
      await pause(IDLE, this.#stop.signal);
    }
  }

  async #noteHook(): Promise<void> {
    await this.dataSource.query(
      this.hook
        ? `INSERT INTO acknowledgement_hook (since) VALUES (clock_timestamp()) ON CONFLICT DO NOTHING`
        : `DELETE FROM acknowledgement_hook`,
    );
  }

  /** @returns false when none is due. */
  async #sendNext(hook: Webhook): Promise<boolean> {
    const [rows]: [{ id: string; attempts: number }[], number] = await this.dataSource.query(CLAIM_NEXT, [CLAIM]);
    const due = rows[0];
    if (!due) return false;
    const record = (await this.ledger.find(due.id))!;
    const error = await this.#post(hook, `${record.id}.${record.state}`, JSON.stringify(await this.acknowledgements.of(record)));
    // A repeated file may have begun anew meanwhile: then its next end is acknowledged too.
    await this.dataSource.query(
      `UPDATE import SET acknowledge_error = $3, acknowledge_next = clock_timestamp() + $4 * interval '1 second',
              acknowledged_at = CASE WHEN $3::text IS NULL AND state = $2 THEN clock_timestamp() END WHERE id = $1`,
      [record.id, record.state, error ?? null, waitSeconds(hook.retrySeconds, due.attempts)],
    );
    if (error) this.#logger.warn({ message: 'acknowledgement not taken', importId: record.id, attempts: due.attempts, reason: error });
    return true;
  }

  /** @returns why the receiver did not take it, undefined when it did. */
  async #post({ url, secret }: Webhook, id: string, body: string): Promise<string | undefined> {
    const headers = { 'content-type': 'application/json', ...signedHeaders(secret, id, Math.floor(Date.now() / 1_000), body) };
    const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE), this.#stop.signal]);
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await answer.body?.cancel();
      return answer.ok ? undefined : `answered ${answer.status}`;
    } catch (error) {
      const { name, cause } = error as Error & { cause?: { code?: string } };
      return cause?.code ?? name;
    }
  }
}

/** Doubling, and up to a quarter more by chance, so that many do not come back at once. */
function waitSeconds(first: number, attempts: number): number {
  return Math.min(LONGEST_WAIT, first * 2 ** Math.min(attempts - 1, 20)) * (1 + Math.random() / 4);
}

const CLAIM_NEXT = `
  UPDATE import SET acknowledge_attempts = acknowledge_attempts + 1, acknowledge_next = clock_timestamp() + $1 * interval '1 second'
   WHERE id = (
     SELECT id FROM import
      WHERE acknowledged_at IS NULL AND entered_at >= (SELECT since FROM acknowledgement_hook) AND state IN ('stored', 'refused', 'failed')
        AND coalesce(acknowledge_next, '-infinity') <= clock_timestamp()
      ORDER BY entered_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, acknowledge_attempts AS attempts`;

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
