import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { DomainEvent } from '@greenledger/contracts';
import { StreamsMoved } from '../append-errors.js';
import type { Decider } from '../decider.js';
import type { EventStore } from '../event-store.js';
import { handleCommand } from '../handle-command.js';
import { freshStream } from './sample-events.js';

type Deposited = DomainEvent<'Deposited', { readonly amount: number }>;

/** A jar that takes coins one by one up to a limit: a lost race would show as a jar too full. */
const LIMIT = 20;
const jar: Decider<readonly number[], number, Deposited> = {
  initialState: 0,
  decide: (amounts, content) => {
    const total = amounts.reduce((sum, amount) => sum + amount, content);
    if (total > LIMIT) throw new RangeError('the jar is full');
    return amounts.map((amount) => ({ type: 'Deposited', data: { amount } }));
  },
  evolve: (content, event) => content + event.data.amount,
};

export function handleCommandContract(store: () => EventStore): void {
  describe('handleCommand', () => {
    const context = (commandId: string = randomUUID()) => ({ commandId, occurredAt: '2026-01-02T03:04:05Z', retries: 100 });

    it('decides on the state so far and answers the state after', async () => {
      const stream = freshStream();
      await handleCommand(store(), stream, jar, [1, 2], context());
      const result = await handleCommand(store(), stream, jar, [3], context());
      expect(result).toMatchObject({ state: 6, version: 3, repeated: false });
      expect(result.events).toMatchObject([{ stream, version: 3, data: { amount: 3 } }]);
    });

    it('carries out a repeated command once and answers what was recorded', async () => {
      const stream = freshStream();
      const once = context();
      const first = await handleCommand(store(), stream, jar, [1, 2], once);
      await handleCommand(store(), stream, jar, [3], context());
      const again = await handleCommand(store(), stream, jar, [1, 2], once);
      expect(again).toEqual({ state: 6, version: 3, events: first.events, repeated: true });
    });

    it('takes effect only while the streams of its conditions stand, and is recognised when it is repeated after that', async () => {
      const [stream, watched] = [freshStream(), freshStream()];
      const once = { ...context(), conditions: [{ stream: watched, version: 0 }] };
      const first = await handleCommand(store(), stream, jar, [1], once);
      await handleCommand(store(), watched, jar, [1], context());
      expect(await handleCommand(store(), stream, jar, [1], once)).toMatchObject({ events: first.events, repeated: true });
      const late = handleCommand(store(), stream, jar, [2], { ...once, commandId: randomUUID() });
      await expect(late).rejects.toEqual(new StreamsMoved([watched]));
      expect(await store().readStream(stream)).toHaveLength(1);
    });

    it('appends nothing when the rules refuse', async () => {
      const stream = freshStream();
      await expect(handleCommand(store(), stream, jar, [LIMIT, 1], context())).rejects.toThrow('the jar is full');
      expect(await store().readStream(stream)).toEqual([]);
    });

    it('keeps the rule under concurrent commands: every race is decided again', async () => {
      const stream = freshStream();
      const commands = Array.from({ length: LIMIT + 5 }, () => handleCommand(store(), stream, jar, [1], context()));
      const results = await Promise.allSettled(commands);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(LIMIT);
      expect(await store().readStream(stream)).toHaveLength(LIMIT);
    });

    it('carries out the same command once when it arrives many times at once', async () => {
      const stream = freshStream();
      const same = context();
      const results = await Promise.all(Array.from({ length: 8 }, () => handleCommand(store(), stream, jar, [5], same)));
      expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(await store().readStream(stream)).toHaveLength(1);
    });

    it('answers what was recorded when the same command, decided a moment later, comes to other content', async () => {
      const stream = freshStream();
      const same = context();
      const racing = Object.create(store()) as EventStore;
      let first = true;
      // Between the read and the append the same command is carried out by somebody else, whose clock shows another second.
      racing.readStream = async (name) => {
        const past = await store().readStream(name);
        if (first) await handleCommand(store(), name, jar, [5], same);
        first = false;
        return past as never;
      };
      racing.append = (...args) => store().append(...args);
      const result = await handleCommand(racing, stream, jar, [6], same);
      expect(result).toMatchObject({ state: 5, version: 1, repeated: true, events: [{ data: { amount: 5 } }] });
    });

    it('gives up with a conflict problem when the tries are used up', async () => {
      const stream = freshStream();
      const meddled: Decider<readonly number[], number, Deposited> = { ...jar, decide: () => [{ type: 'Deposited', data: { amount: 1 } }] };
      const racing = Object.create(store()) as EventStore;
      // The stream moves on between every read and append.
      racing.readStream = async (name) => {
        const past = await store().readStream(name);
        await handleCommand(store(), name, meddled, [], context());
        return past as never;
      };
      racing.append = (...args) => store().append(...args);
      await expect(handleCommand(racing, stream, jar, [1], { ...context(), retries: 2 })).rejects.toMatchObject({ code: 'conflict' });
    });
  });
}
