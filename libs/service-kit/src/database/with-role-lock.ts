import type pg from 'pg';
import { withAdminConnection, withAdvisoryLock } from './admin-connection.js';

/**
 * Runs role statements one caller at a time. Roles belong to the whole server while advisory locks belong to one database,
 * so the lock is taken in the database `postgres`, which all callers share. Two `ALTER ROLE` at once fail with
 * `tuple concurrently updated` (XX000); foreign tools do not know the lock, so that is also tried again.
 */
export async function withRoleLock(adminUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = '/postgres';
  await withAdminConnection(url.href, (client) =>
    withAdvisoryLock(client, 'roles', async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await work(client);
        } catch (error) {
          if (attempt === 5 || !isConcurrentUpdate(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
        }
      }
    }),
  );
}

function isConcurrentUpdate(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  // 23505 and 42710: another session created the role between the look and the CREATE.
  return code === '23505' || code === '42710' || (code === 'XX000' && /concurrently updated/.test(message ?? ''));
}
