import type { DataSource } from 'typeorm';
import type { Outcome } from '../queue/lane-worker.js';
import type { Leased, LeasedQueue } from '../queue/leased-queue.js';
import { readRetryAfter } from '../queue/retry-ladder.js';
import { batchListXml } from './batch-list.js';
import { NotifyTarget, TargetRefused } from './notify-target.js';
import { postBatchList, type ReceiverAnswer } from './post-batch-list.js';

export interface DeliveryRow {
  readonly resources: readonly string[];
  readonly headers: Readonly<Record<string, string>> | null;
}

export interface DeliveryAttemptOptions {
  readonly dataSource: DataSource;
  readonly queue: LeasedQueue<DeliveryRow>;
  readonly allowLoopback: boolean;
  readonly timeoutMilliseconds: number;
}

/** One attempt of one delivery, recorded whatever comes of it (Green Button CMD test PSH004). */
export class DeliveryAttempt {
  constructor(private readonly options: DeliveryAttemptOptions) {}

  async run(leased: Leased<DeliveryRow>, signal: AbortSignal): Promise<Outcome> {
    const outcome = await this.#attempt(leased, signal);
    await this.options.dataSource.query(
      'insert into delivery_attempt (delivery_id, attempt, outcome) values ($1, $2, $3) on conflict do nothing',
      [leased.id, leased.attempts + 1, outcome.note],
    );
    return outcome;
  }

  async #attempt(leased: Leased<DeliveryRow>, signal: AbortSignal): Promise<Outcome> {
    const [company] = await this.options.dataSource.query('select notify_uri, disabled_at from third_party where third_party_id = $1', [
      leased.lane,
    ]);
    if (!company || company.disabled_at) return { kind: 'cancelled', note: 'the notify URI is disabled' };
    try {
      const answer = await postBatchList({
        target: new NotifyTarget(company.notify_uri, this.options.allowLoopback),
        body: batchListXml(leased.row.resources),
        headers: leased.row.headers ?? {},
        webhookId: leased.id,
        timestamp: Math.floor(Date.now() / 1000),
        timeoutMilliseconds: this.options.timeoutMilliseconds,
        signal,
      });
      return await this.#judge(leased.lane, answer);
    } catch (error) {
      return { kind: 'retry', note: reasonOf(error) };
    }
  }

  async #judge(thirdPartyId: string, { status, retryAfter }: ReceiverAnswer): Promise<Outcome> {
    if (status >= 200 && status < 300) return { kind: 'done', note: `HTTP ${status}` };
    if (status === 410) {
      await this.#disable(thirdPartyId);
      return { kind: 'cancelled', note: 'HTTP 410: the notify URI is disabled' };
    }
    const note = status >= 300 && status < 400 ? `HTTP ${status}: redirects are not followed` : `HTTP ${status}`;
    return { kind: 'retry', note, retryAfterSeconds: readRetryAfter(retryAfter, new Date()) };
  }

  async #disable(thirdPartyId: string): Promise<void> {
    await this.options.dataSource.query(
      `update third_party set disabled_at = now(), disabled_because = 'the receiver answered 410 Gone' where third_party_id = $1`,
      [thirdPartyId],
    );
    await this.options.queue.cancelLane(thirdPartyId, 'the notify URI is disabled');
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof TargetRefused) return error.message;
  const { name, code, cause } = error as { name?: string; code?: string; cause?: { name?: string } };
  if (name === 'TimeoutError' || cause?.name === 'TimeoutError') return 'no answer in time';
  return `no connection (${code ?? name ?? 'unknown'})`;
}
