import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** Header of requests and answers that ties together what one request caused. */
export const CORRELATION_HEADER = 'correlation-id';

const storage = new AsyncLocalStorage<string>();

/** The correlation id of the request being served, if any. */
export const correlationId = (): string | undefined => storage.getStore();

/** Runs `work` so that everything it logs carries the id. */
export const runWithCorrelationId = <T>(id: string, work: () => T): T => storage.run(id, work);

/** The caller's id when it is a plain short token (nothing else may reach a log line), else a new UUID. */
export function acceptCorrelationId(given: unknown): string {
  return typeof given === 'string' && /^[A-Za-z0-9-]{8,64}$/.test(given) ? given : randomUUID();
}
