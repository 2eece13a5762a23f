import type { ModificationPreview, Terms } from '@greenledger/contracts';
import type { Messages } from '../../locales/index.js';

/** How ids and moments of terms are said to this customer. */
export interface Sayings {
  readonly messages: Messages;
  readonly service: (usagePointId: string) => string;
  /** @param at seconds since 1970-01-01 UTC */
  readonly day: (at: number) => string;
}

/** A change in plain words. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
}

/** What is new, what is taken away and what stays, of data, services, end and history. */
export function differenceOf({ before, after }: Pick<ModificationPreview, 'before' | 'after'>, sayings: Sayings): Difference {
  const words = sayings.messages.edit.difference;
  const { dataSets } = sayings.messages.consent;
  const data = split(before.dataSets, after.dataSets);
  const services = split(before.usagePointIds, after.usagePointIds);
  const contents = (dataSet: Terms['dataSets'][number]): string => words.dataSet(dataSets[dataSet].title, dataSets[dataSet].contents);
  const title = (dataSet: Terms['dataSets'][number]): string => dataSets[dataSet].title;
  const [end, history] = [endLine(before, after, sayings), historyLine(before, after, sayings)];
  const those = (kind: Line['kind']): string[] => [end, history].filter((line) => line.kind === kind).map(({ text }) => text);
  return {
    added: [...data.added.map(contents), ...services.added.map(sayings.service), ...those('added')],
    removed: [...data.removed.map(title), ...services.removed.map(sayings.service), ...those('removed')],
    kept: [...data.kept.map(title), ...services.kept.map(sayings.service), ...those('kept')],
  };
}

/** One text per line, in the order of the page: what the digest of the consent is made of. */
export const canonicalDifference = (heading: string, { added, removed, kept }: Difference, terms: readonly string[]): string =>
  [heading, '+', ...added, '-', ...removed, '=', ...kept, '', ...terms].join('\n');

interface Line {
  readonly kind: 'added' | 'removed' | 'kept';
  readonly text: string;
}

function split<T>(before: readonly T[], after: readonly T[]): { added: T[]; removed: T[]; kept: T[] } {
  return {
    added: after.filter((one) => !before.includes(one)),
    removed: before.filter((one) => !after.includes(one)),
    kept: before.filter((one) => after.includes(one)),
  };
}

function endLine(before: Terms, after: Terms, { messages, day }: Sayings): Line {
  const words = messages.edit.difference;
  const [from, to] = [before.authorizedPeriod.end, after.authorizedPeriod.end];
  // The end is the first moment that is not covered; people name the last day.
  const say = (end: number | null): string => (end === null ? words.noEnd : words.endDay(day(end - 1)));
  if (from === to) return { kind: 'kept', text: words.ends(say(to)) };
  const later = (to ?? Infinity) > (from ?? Infinity);
  return later
    ? { kind: 'added', text: words.endsLater(say(to), say(from)) }
    : { kind: 'removed', text: words.endsEarlier(say(to), say(from)) };
}

function historyLine(before: Terms, after: Terms, { messages, day }: Sayings): Line {
  const words = messages.edit.difference;
  const [from, to] = [before.publishedPeriod.start, after.publishedPeriod.start];
  if (from === to) return { kind: 'kept', text: words.history(day(to)) };
  return to < from
    ? { kind: 'added', text: words.moreHistory(day(to), day(from)) }
    : { kind: 'removed', text: words.lessHistory(day(to), day(from)) };
}
