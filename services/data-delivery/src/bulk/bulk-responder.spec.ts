import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import { packBlock } from '@greenledger/contracts';
import { PairwiseIds } from '../access/pairwise-ids.js';
import { FeedAddresses } from '../feed/feed-addresses.js';
import { FeedCoding } from '../feed/feed-coding.js';
import { PlainFeed } from '../feed/feed-document.js';
import type { SendingEnd } from '../release/access-log.js';
import type { PreparedRelease } from '../release/release-path.js';
import { ResourceUris } from '../resources/resource-uris.js';
import { BulkResponder } from './bulk-responder.js';

type Batches = AsyncGenerator<readonly PreparedRelease[]>;

/** A responder whose batches are these. @param query of the database, which is asked for the date of the feed here */
function responderOf(batches: () => Batches, level: number, query: () => Promise<unknown[]> = async () => []) {
  const ends: SendingEnd[] = [];
  const responder = new BulkResponder(
    { recorded: batches } as never,
    { end: async (...these: SendingEnd[]) => void ends.push(...these) } as never,
    { query } as never,
    new FeedCoding({ FEED_GZIP_LEVEL: level } as never),
    { certificate: undefined } as never,
  );
  return { responder, ends };
}

/** Answers one request. */
async function respond(responder: BulkResponder, coding: string, resourceUri: string, raw?: ServerResponse): Promise<void> {
  const headers: Record<string, string> = {};
  const reply = {
    raw,
    headers: (more: Record<string, string>) => Object.assign(headers, more) && reply,
    header: (name: string, value: string) => Object.assign(headers, { [name]: value }) && reply,
    type: () => reply,
    hijack: () => undefined,
    getHeaders: () => headers,
  };
  const request = { headers: { 'accept-encoding': coding } };
  await responder.respond({ changedAt: 0 } as never, {} as never, {} as never, resourceUri, request as never, reply as never);
}

/** A part of one day. */
function partOf(releaseId: string): PreparedRelease {
  const bytes = Buffer.from(packBlock({ intervalLength: 3_600, readings: [{ start: 1_767_225_600, value: 1, quality: 17 }] }));
  const block = { day: '2026-01-01', whole: true, published: 0, updated: 0, packed: { bytes }, packedFrom: 0, packedTo: bytes.length };
  const row = { usagePointId: 'up-1', serviceKind: 0, status: 1, timeZone: 'Europe/Zurich', tariffProfile: null, published: 0, updated: 0 };
  const channel = { usagePointId: 'up-1', readingTypeKey: '1.1.4.12.72.0.3600', published: 0, windows: [], blocks: [block] };
  const addresses = new FeedAddresses(new ResourceUris('https://utility.example'), new PairwiseIds(new Uint8Array(32), 'tp-1'), 's-1');
  return { plan: { usagePoints: [{ row, channels: [channel] }] }, addresses, release: { releaseId } } as never;
}

const server = createServer();
afterEach(() => void server.close());

it.each([
  ['brotli', 'br', 0],
  ['gzip by zlib', 'gzip', 1],
])('writes nothing into the feed of another for a reader that left: %s', async (_, coding, level) => {
  let waits: () => void = () => undefined;
  let goOn: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => (waits = resolve));
  const going = new Promise<void>((resolve) => (goOn = resolve));
  async function* batches(): Batches {
    yield [partOf('r-1')];
    waits();
    await going;
  }
  const { responder, ends } = responderOf(batches, level);
  // A head that no coder makes small: the connection is full of it while the next batch is asked for.
  const resourceUri = `https://utility.example/${randomBytes(8_000_000).toString('hex')}`;
  let answered: Promise<void> | undefined;
  server.once('request', (_request, response) => (answered = respond(responder, coding, resourceUri, response)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const asking = get({ port: (server.address() as AddressInfo).port, agent: false });
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  await waiting;
  answer.on('error', () => undefined).destroy();
  await wait(50);
  const another = new PlainFeed();
  another.text('of another');
  goOn();
  await answered;
  await wait(50);
  expect(Buffer.from(another.take()).toString()).toBe('of another');
  another.close();
  expect(ends.map(({ releaseId }) => releaseId)).toEqual(['r-1']);
});

it('dates the feed before it plans anything: what arrives in between is newer than the date, and nothing has to be given back', async () => {
  const steps: string[] = [];
  async function* batches(): Batches {
    try {
      steps.push('plans');
      yield [partOf('r-1')];
    } finally {
      steps.push('gives back');
    }
  }
  const failing = async (): Promise<unknown[]> => {
    steps.push('dates');
    throw new Error('no database');
  };
  const { responder } = responderOf(batches, 0, failing);
  await expect(respond(responder, 'gzip', 'https://utility.example/Batch')).rejects.toThrow('no database');
  expect(steps).toEqual(['dates']);
});
