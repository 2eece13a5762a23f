import { Logger } from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** Milliseconds between attempts, from the first to the last, which repeats. */
const PAUSES = [100, 250, 500, 1000, 2000, 5000];

/**
 * Connects as soon as PostgreSQL takes connections: services start in any order. A refusal that waiting cannot cure
 * (wrong password, no such database) is thrown at once.
 */
export async function connectDatabase(options: DataSourceOptions, isStopped: () => boolean = () => false): Promise<DataSource> {
  const logger = new Logger('database');
  for (let attempt = 0; ; attempt++) {
    try {
      return await new DataSource(options).initialize();
    } catch (error) {
      if (isStopped() || !isPassingFailure(error)) throw error;
      if (attempt % 10 === 2)
        logger.warn(`PostgreSQL is not reachable yet: ${(error as Error).message || (error as { code?: string }).code}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSES[Math.min(attempt, PAUSES.length - 1)]));
    }
  }
}

const PASSING_NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
]);

/** Whether PostgreSQL could not be reached, or left, or was too busy: what failed so may be tried again. */
export function isPassingFailure(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code === undefined) return /terminated|timeout/i.test(message ?? '');
  // SQLSTATE class 57P: starting up, shutting down; class 53: too many connections; class 08: connection.
  return PASSING_NETWORK.has(code) || /^(57P|53|08)/.test(code);
}
