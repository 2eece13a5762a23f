import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Connection } from 'pg';
import { BinaryQuery } from './binary-query.js';

function message(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5, kind);
  head.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

/** What PostgreSQL says to a query: rows among notices, parameters and notifications, perhaps an error, and that it is ready. */
const answer = fc.record({
  messages: fc.array(fc.record({ kind: fc.constantFrom('D', 'D', 'D', 'N', 'S', 'A', '2'), body: fc.uint8Array({ maxLength: 40 }) }), {
    maxLength: 12,
  }),
  fails: fc.boolean(),
  /** What comes behind, for the driver. */
  behind: fc.uint8Array({ maxLength: 12 }),
  cuts: fc.array(fc.nat(400), { maxLength: 30 }),
  everyByte: fc.constantFrom(false, false, true),
});

it('tells whole rows and leaves everything else to the driver, wherever the socket cuts them', () => {
  fc.assert(
    fc.property(answer, ({ messages, fails, behind, cuts, everyByte }) => {
      const sent = messages.map(({ kind, body }) => ({ kind, bytes: message(kind, Buffer.from(body)) }));
      const last = Buffer.concat([
        fails ? message('E', Buffer.from('SERROR\0\0')) : message('C', Buffer.from('SELECT\0')),
        message('Z', Buffer.from('I')),
        Buffer.from(behind),
      ]);
      const all = Buffer.concat([...sent.map(({ bytes }) => bytes), last]);
      const stream = Object.assign(new EventEmitter(), { cork: () => undefined, uncork: () => undefined });
      const nothing = (): void => undefined;
      const driver: Buffer[] = [];
      const listener = (bytes: Buffer): unknown => driver.push(Buffer.from(bytes));
      stream.on('data', listener);
      const rows: Buffer[] = [];
      const query = new BinaryQuery({ text: 'SELECT' }, (bytes) => rows.push(Buffer.from(bytes)), nothing);
      query.submit({
        stream,
        parsedStatements: {},
        parse: nothing,
        bind: nothing,
        execute: nothing,
        sync: nothing,
      } as unknown as Connection);
      const places = everyByte ? Array.from(all.keys()) : cuts.filter((cut) => cut < all.length).sort((a, b) => a - b);
      let from = 0;
      for (const to of [...places, all.length]) {
        if (to > from) stream.emit('data', all.subarray(from, to));
        from = Math.max(from, to);
      }
      const of = (isRow: boolean): Buffer => Buffer.concat(sent.filter(({ kind }) => (kind === 'D') === isRow).map(({ bytes }) => bytes));
      expect(Buffer.concat(rows)).toEqual(of(true));
      expect(Buffer.concat(driver)).toEqual(Buffer.concat([of(false), last]));
      expect(stream.listeners('data')).toEqual([listener]);
    }),
    { numRuns: 500 },
  );
});
