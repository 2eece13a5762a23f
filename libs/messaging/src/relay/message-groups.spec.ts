import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entriesOf, groupsOf, textOf } from './message-groups.js';

const message = (logIndex: number, type: string, length: number) => ({
  logIndex,
  id: `id-${logIndex}`,
  type,
  text: JSON.stringify({ logIndex, type, data: 'x'.repeat(length) }),
});

describe('groups of messages', () => {
  it('hold every entry once, in order, of one type each, and stay far below what a message can carry', () => {
    const some = fc.array(fc.record({ type: fc.constantFrom('A', 'B'), length: fc.constantFrom(10, 10, 10, 90_000, 400_000) }), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(some, (list) => {
        const messages = list.map(({ type, length }, i) => message(i, type, length));
        const groups = groupsOf(messages);
        expect(groups.flat()).toEqual(messages);
        for (const group of groups) {
          expect(new Set(group.map(({ type }) => type)).size).toBe(1);
          expect(group.length === 1 || textOf(group).length < 300_000).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('become one message for many small entries', () => {
    expect(groupsOf(Array.from({ length: 512 }, (_, i) => message(i, 'A', 10)))).toHaveLength(2);
  });

  it('are read back as the entries that they hold, one or several', () => {
    const messages = [message(0, 'A', 3), message(1, 'A', 4)];
    const entries = messages.map(({ text }) => JSON.parse(text) as unknown);
    expect(entriesOf(JSON.parse(textOf(messages)))).toEqual(entries);
    expect(entriesOf(JSON.parse(textOf(messages.slice(0, 1))))).toEqual(entries.slice(0, 1));
  });
});
