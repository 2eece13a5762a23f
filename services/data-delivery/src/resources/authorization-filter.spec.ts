import { describe, expect, it } from '@jest/globals';
import { filterAuthorizations } from './authorization-filter.js';

const entries = [1, 2, 3, 4, 5].map((n) => ({ n, frame: { published: n * 10, updated: n * 10 + 100 } }));
const numbers = (query: Parameters<typeof filterAuthorizations>[1]): number[] => filterAuthorizations(entries, query).map(({ n }) => n);

describe('the filter of the Authorization feed', () => {
  it('gives all without a query', () => expect(numbers({})).toEqual([1, 2, 3, 4, 5]));
  it('goes by grant and by last change, half-open', () => {
    expect(numbers({ publishedMin: 20, publishedMax: 40 })).toEqual([2, 3]);
    expect(numbers({ updatedMin: 130 })).toEqual([3, 4, 5]);
    expect(numbers({ updatedMax: 130 })).toEqual([1, 2]);
  });
  it('pages without losing or repeating one', () => {
    const pages = [1, 3, 5, 7].flatMap((startIndex) => numbers({ startIndex, maxResults: 2 }));
    expect(pages).toEqual([1, 2, 3, 4, 5]);
    expect(numbers({ maxResults: 0 })).toEqual([]);
  });
});
