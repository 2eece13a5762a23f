import { afterEach, describe, expect, it } from '@jest/globals';
import { bytesAhead, RenderedAhead } from './rendered-ahead.js';

const CHUNK = 256 * 1024;
const MEGABYTE = 1024 * 1024;
const ALONE = { othersWait: false };

/** A feed of so many chunks, which all lie in the same bytes; tells what became of it. */
class Source {
  rendered = 0;
  closed = false;
  readonly chunks: AsyncGenerator<Buffer>;

  constructor(count: number, failsAt = Infinity) {
    this.chunks = this.#render(count, failsAt);
  }

  async *#render(count: number, failsAt: number): AsyncGenerator<Buffer> {
    const room = Buffer.alloc(CHUNK);
    try {
      for (; this.rendered < count;) {
        if (this.rendered === failsAt) throw new Error('a block is missing');
        yield room.fill(this.rendered++);
      }
    } finally {
      this.closed = true;
    }
  }
}

/** A receipt that comes when it is told to. */
function receipt(): { promise: Promise<string>; give(): void; refuse(): void } {
  let give = (): void => undefined;
  let refuse = (): void => undefined;
  const promise = new Promise<string>((resolve, reject) => {
    give = () => resolve('receipt');
    refuse = () => reject(new Error('refused'));
  });
  return { promise, give: () => give(), refuse: () => refuse() };
}

/** Until nothing is rendered any more. */
async function quiet(...sources: Source[]): Promise<void> {
  for (let before = -1, turns = 0; turns < 5; turns++) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = sources.reduce((sum, { rendered }) => sum + rendered, 0);
    if (now !== before) turns = 0;
    before = now;
  }
}

async function bytesOf(feed: RenderedAhead): Promise<number[]> {
  const firsts: number[] = [];
  for await (const chunk of feed.chunks()) {
    expect(chunk.every((byte) => byte === chunk[0])).toBe(true);
    firsts.push(chunk[0]!);
  }
  return firsts;
}

describe('what is rendered ahead', () => {
  afterEach(() => expect(bytesAhead()).toBe(0));

  it('is a few megabytes of one feed, and comes out whole and in order with the rest', async () => {
    const source = new Source(100);
    const feed = new RenderedAhead(source.chunks, ALONE);
    const waiting = receipt();
    const recorded = feed.until(waiting.promise);
    await quiet(source);
    expect(source.rendered).toBe((4 * MEGABYTE) / CHUNK);
    expect(bytesAhead()).toBe(4 * MEGABYTE);
    waiting.give();
    await expect(recorded).resolves.toBe('receipt');
    expect(await bytesOf(feed)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(source.closed).toBe(true);
  });

  it('is bounded for all feeds together', async () => {
    const sources = Array.from({ length: 10 }, () => new Source(100));
    const feeds = sources.map(({ chunks }) => new RenderedAhead(chunks, ALONE));
    const waiting = receipt();
    const recorded = feeds.map((feed) => feed.until(waiting.promise));
    await quiet(...sources);
    expect(bytesAhead()).toBeGreaterThanOrEqual(16 * MEGABYTE);
    expect(bytesAhead()).toBeLessThanOrEqual(16 * MEGABYTE + 10 * CHUNK);
    waiting.give();
    await Promise.all(recorded);
    await Promise.all(feeds.map((feed) => feed.drop()));
    expect(sources.every(({ closed, rendered }) => closed || rendered === 0)).toBe(true);
  });

  it('is the first chunk alone while others wait for theirs', async () => {
    const source = new Source(3);
    const feed = new RenderedAhead(source.chunks, { othersWait: true });
    const waiting = receipt();
    const recorded = feed.until(waiting.promise);
    await quiet(source);
    expect(source.rendered).toBe(1);
    waiting.give();
    await recorded;
    expect(await bytesOf(feed)).toEqual([0, 1, 2]);
  });

  it('ends when the receipt is there, and is dropped when there is none', async () => {
    const source = new Source(100);
    const feed = new RenderedAhead(source.chunks, ALONE);
    const waiting = receipt();
    const recorded = feed.until(waiting.promise);
    await quiet(source);
    waiting.refuse();
    await expect(recorded).rejects.toThrow('refused');
    expect(source.closed).toBe(true);
    expect(await bytesOf(feed)).toEqual([]);

    const given = new Source(100);
    const sent = new RenderedAhead(given.chunks, ALONE);
    await sent.until(Promise.resolve());
    expect(given.rendered).toBeLessThanOrEqual(1);
    await sent.drop();
  });

  it('is dropped with the rest when who takes it leaves', async () => {
    const source = new Source(100);
    const feed = new RenderedAhead(source.chunks, ALONE);
    const waiting = receipt();
    const recorded = feed.until(waiting.promise);
    await quiet(source);
    waiting.give();
    await recorded;
    for await (const chunk of feed.chunks()) if (chunk[0] === 1) break;
    expect(source.closed).toBe(true);
  });

  it('tells what went wrong only where it comes to it', async () => {
    const source = new Source(100, 2);
    const feed = new RenderedAhead(source.chunks, ALONE);
    const waiting = receipt();
    const recorded = feed.until(waiting.promise);
    await quiet(source);
    waiting.give();
    await expect(recorded).resolves.toBe('receipt');
    const taken: number[] = [];
    const taking = (async () => {
      for await (const chunk of feed.chunks()) taken.push(chunk[0]!);
    })();
    await expect(taking).rejects.toThrow('a block is missing');
    expect(taken).toEqual([0, 1]);
  });
});
