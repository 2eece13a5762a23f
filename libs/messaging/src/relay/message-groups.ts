import type { LogEntry } from '@greenledger/contracts';
import type { LogMessage } from '../outbox/outbox.js';

/** Entries in one message at most, and characters of them: far below the usual 1 MB of NATS, also when each takes three bytes. */
const [MOST_ENTRIES, MOST_CHARACTERS] = [256, 256_000];

/**
 * Puts entries of one type that follow each other into groups, each of which is one message. A server that lets its clients answer
 * requests remembers each message that it delivers for two minutes, and goes through all of them again and again when they are many: a
 * hundred thousand small messages would take it a minute.
 */
export function groupsOf(messages: readonly LogMessage[]): readonly (readonly LogMessage[])[] {
  const groups: LogMessage[][] = [];
  let characters = 0;
  for (const message of messages) {
    const group = groups.at(-1);
    characters += message.text.length;
    if (group && group[0]!.type === message.type && group.length < MOST_ENTRIES && characters <= MOST_CHARACTERS) {
      group.push(message);
      continue;
    }
    groups.push([message]);
    characters = message.text.length;
  }
  return groups;
}

/** The text of a message: one entry as it is, several as an array. */
export const textOf = (group: readonly LogMessage[]): string =>
  group.length === 1 ? group[0]!.text : `[${group.map(({ text }) => text).join(',')}]`;

/** The entries of a message. */
export const entriesOf = (content: LogEntry | readonly LogEntry[]): readonly LogEntry[] =>
  Array.isArray(content) ? content : [content as LogEntry];
