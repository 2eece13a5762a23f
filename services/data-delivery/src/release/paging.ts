import { ProblemError } from '@greenledger/contracts';
import type { FeedQuery } from '../access/feed-query.js';

/**
 * Which entries of a sequence a query takes: from `start-index` or after `start-after` on, at most `max-results` and
 * `depth`. One object pages one answer, over however many parts it has.
 */
export class Paging {
  readonly #first: number;
  readonly #most: number;
  readonly #pages: boolean;
  #place = 0;
  #taken = 0;
  #waitsFor: string | undefined;
  #last: string | undefined;
  #more = false;

  constructor({ startIndex = 1, maxResults = Infinity, depth = Infinity, startAfter }: FeedQuery) {
    this.#first = startIndex;
    this.#most = Math.min(maxResults, depth);
    this.#waitsFor = startAfter;
    this.#pages = this.#most < Infinity || startIndex > 1 || startAfter !== undefined;
  }

  /** Whether the next entry of the sequence belongs to the page. `idOf` is asked only where ids matter. */
  takes(idOf: () => string): boolean {
    if (this.#waitsFor !== undefined) {
      if (idOf() === this.#waitsFor) this.#waitsFor = undefined;
      return false;
    }
    this.#place++;
    if (this.#place < this.#first) return false;
    if (this.#taken >= this.#most) {
      this.#more = true;
      return false;
    }
    this.#taken++;
    if (this.#most < Infinity) this.#last = idOf();
    return true;
  }

  /** Whether the query asked for a page at all. */
  get pages(): boolean {
    return this.#pages;
  }

  /** Id of the entry after which the next page goes on; undefined when this one reached the end, or took nothing. */
  get next(): string | undefined {
    return this.#more ? this.#last : undefined;
  }

  /** @throws ProblemError `invalid-parameter` when the sequence did not hold the entry of `start-after` */
  finish(): void {
    if (this.#waitsFor === undefined) return;
    const detail = 'The parameter start-after names no entry of this feed: start again without it.';
    throw new ProblemError('invalid-parameter', detail, { parameter: 'start-after' });
  }
}
