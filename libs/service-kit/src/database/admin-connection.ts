import pg from 'pg';

/** Runs `work` on one administrator connection and always closes it. */
export async function withAdminConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  // A connection that breaks while idle tells so by an event; the next query fails by itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Runs `work` while no other caller holds the same named lock of this database. */
export async function withAdvisoryLock<T>(client: pg.Client, name: string, work: () => Promise<T>): Promise<T> {
  await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`greenledger:${name}`]);
  try {
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`greenledger:${name}`]).catch(() => undefined);
  }
}
