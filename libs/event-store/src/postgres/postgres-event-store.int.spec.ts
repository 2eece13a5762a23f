import { describe } from '@jest/globals';
import { eventStoreContract } from '../contract/index.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { throwAwayLog } from './throw-away-log.js';

describe('PostgresEventStore', () => {
  eventStoreContract(async () => {
    const log = await throwAwayLog(process.env['TEST_DATABASE_URL']!);
    const store = new PostgresEventStore(log.dataSource, log.url);
    return {
      store,
      async abandonAppend(stream, events) {
        const runner = log.dataSource.createQueryRunner();
        await runner.startTransaction();
        const batch = JSON.stringify([{ stream, expected: null, events }]);
        await runner.query('SELECT append_events($1::jsonb)', [batch]);
        await new Promise((resolve) => setTimeout(resolve, 2));
        await runner.rollbackTransaction();
        await runner.release();
      },
      async close() {
        await store.close();
        await log.drop();
      },
    };
  });
});
