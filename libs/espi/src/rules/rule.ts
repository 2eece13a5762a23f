import { hrefs, type ReadEntry, type ReadFeed } from '../reader/read-feed.js';

/**
 * A data test of the Green Button certification, restated: which of the published tests D000 to D147 it covers, the
 * function block that asks for it, and what a feed must fulfil. Only the numbers and subjects are published in the notes
 * that these were written from; the checks are our own.
 */
export interface Rule {
  /** Published test or tests, for example `D042` or `D006-D016`; `own` for one that is not published. */
  readonly tests: string;
  /** Function block; 1 and 4 hold for every usage feed, 99 is not certified. */
  readonly block: number;
  /** What must hold. */
  readonly must: string;
  /** What breaks it, one text for each place. */
  readonly check: (feed: FeedIndex) => readonly string[];
}

/** A feed with what the rules look up again and again. */
export class FeedIndex {
  readonly #byKind = new Map<string, ReadEntry[]>();
  readonly #byHref = new Map<string, ReadEntry[]>();

  constructor(readonly feed: ReadFeed) {
    for (const entry of feed.entries) {
      if (entry.kind !== undefined) this.#add(this.#byKind, entry.kind, entry);
      for (const href of hrefs(entry, 'self')) this.#add(this.#byHref, href, entry);
    }
  }

  of(kind: string): readonly ReadEntry[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** Entries of a kind whose self link is one of the hrefs. */
  targets(links: readonly string[], kind: string): readonly ReadEntry[] {
    return links.flatMap((href) => this.#byHref.get(href) ?? []).filter((entry) => entry.kind === kind);
  }

  /** Entries of a kind whose up link is one of the hrefs: the members of these collections. */
  members(links: readonly string[], kind: string): readonly ReadEntry[] {
    return this.of(kind).filter((entry) => hrefs(entry, 'up').some((href) => links.includes(href)));
  }

  #add(map: Map<string, ReadEntry[]>, key: string, entry: ReadEntry): void {
    const list = map.get(key);
    if (list) list.push(entry);
    else map.set(key, [entry]);
  }
}

/** A rule over each entry of a kind: `broken` says whether one breaks it. */
export function eachEntry(kind: string, rule: Omit<Rule, 'check'>, broken: (entry: ReadEntry, feed: FeedIndex) => boolean): Rule {
  return { ...rule, check: (feed) => feed.of(kind).flatMap((entry) => (broken(entry, feed) ? [nameOf(entry)] : [])) };
}

/** How an entry is named in what a check found. */
export const nameOf = (entry: ReadEntry): string =>
  `${entry.kind ?? 'entry'} ${hrefs(entry, 'self')[0] ?? entry.id ?? 'without self link and id'}`;

/** Values that stand more than once. */
export function repeated<T>(values: readonly T[]): T[] {
  const seen = new Set<T>();
  return values.filter((value) => (seen.has(value) ? true : (seen.add(value), false)));
}
