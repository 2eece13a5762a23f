import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '@greenledger/testing';
import type { PoolClient } from 'pg';
import { migrations } from '../persistence/migrations/index.js';
import { binaryRows, binaryRowsOn, eachBinaryRows, type BinaryRows } from './binary-rows.js';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase('data-delivery', migrations);
}, 60_000);
afterAll(() => database?.drop());

/** More than a socket gives at once, with messages that lie across what it gives. */
const MANY = `SELECT n, n::smallint, n::bigint * 4294967296, CASE WHEN n % 3 = 0 THEN decode(repeat(lpad(to_hex(n % 256), 2, '0'), n % 700), 'hex') END
  FROM generate_series(1, 3000) AS n ORDER BY 1`;

function readMany(rows: BinaryRows): void {
  for (let n = 1; n <= 3_000; n++) {
    expect(rows.next()).toBe(true);
    expect([rows.int32(), rows.int16(), rows.int64(), rows.left]).toEqual([n, n, n * 2 ** 32, 1]);
    const length = rows.skip();
    expect(length).toBe(n % 3 === 0 ? n % 700 : 0);
    const bytes = rows.bytes.subarray(rows.place - length, rows.place);
    expect(bytes.every((byte) => byte === n % 256)).toBe(true);
  }
  expect(rows.next()).toBe(false);
}

/** Works on one connection, which must be as good as before afterwards. */
async function onOne(work: (client: PoolClient) => Promise<void>): Promise<void> {
  const runner = database.dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PoolClient;
    await work(client);
    expect((await client.query('SELECT 7 AS seven')).rows).toEqual([{ seven: 7 }]);
  } finally {
    await runner.release();
  }
}

describe('rows in binary form', () => {
  it('come whole however the socket cuts them', async () => {
    readMany(await binaryRows({ text: MANY }, database.dataSource));
  });

  it('are told of as they come, whole ones each time', async () => {
    let [times, count] = [0, 0];
    const take = (rows: BinaryRows): void => {
      for (times++; rows.next(); count++) {
        expect(rows.int32()).toBe(count + 1);
        for (let column = 1; column < 4; column++) rows.skip();
      }
    };
    await eachBinaryRows({ text: MANY }, take, database.dataSource);
    expect(count).toBe(3_000);
    expect(times).toBeGreaterThan(2);
  });

  it('end with what went wrong with one of them, and leave the connection good', async () => {
    const take = (): void => {
      throw new RangeError('no block of version 1');
    };
    for (let time = 0; time < 12; time++) {
      await expect(eachBinaryRows({ text: MANY }, take, database.dataSource)).rejects.toThrow('no block of version 1');
    }
    readMany(await binaryRows({ text: MANY }, database.dataSource));
  });

  it('may be none, or hold nothing', async () => {
    expect((await binaryRows({ text: 'SELECT 1 WHERE false' }, database.dataSource)).next()).toBe(false);
    const nothing = await binaryRows({ text: 'SELECT NULL::bigint' }, database.dataSource);
    expect([nothing.next(), nothing.int64(), nothing.next()]).toEqual([true, undefined, false]);
  });

  it('come again and again from a statement that the connection has parsed once', async () => {
    const statement = { name: 'chosen', text: 'SELECT n FROM unnest($1::integer[]) AS n WHERE n > $2::integer' };
    await onOne(async (client) => {
      for (const least of [0, 1, 2, 3]) {
        const rows = await binaryRowsOn(client, { ...statement, values: ['{1,2,3}', String(least)] });
        const found: number[] = [];
        while (rows.next()) found.push(rows.int32());
        expect(found).toEqual([1, 2, 3].filter((n) => n > least));
      }
      const { rows } = await client.query<{ parsed: number }>(
        `SELECT count(*)::integer AS parsed FROM pg_prepared_statements WHERE name = 'chosen'`,
      );
      expect(rows[0]!.parsed).toBe(1);
    });
  });

  it('leave the connection good when the statement is refused, when it fails half way, and among others of the driver', async () => {
    await onOne(async (client) => {
      await expect(binaryRowsOn(client, { text: 'SELECT nothing FROM nowhere' })).rejects.toMatchObject({ code: '42P01' });
      const named = { name: 'fails', text: 'SELECT 1 / (3000 - n) FROM generate_series(1, $1::integer) AS n' };
      await expect(binaryRowsOn(client, { ...named, values: ['5000'] })).rejects.toMatchObject({ code: '22012' });
      expect((await binaryRowsOn(client, { ...named, values: ['1'] })).next()).toBe(true);
      readMany(await binaryRowsOn(client, { text: MANY }));
    });
  });

  it('are refused when the connection breaks meanwhile', async () => {
    const runner = database.dataSource.createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    client.on('error', () => undefined);
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const asked = binaryRowsOn(client, { text: 'SELECT pg_sleep(20)' });
    const refused = expect(asked).rejects.toThrow();
    await database.ownerDataSource.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await refused;
    await runner.release();
  });
});
