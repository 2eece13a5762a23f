import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '@greenledger/contracts';
import { parseFeedQuery } from './feed-query.js';

describe('feed query', () => {
  it('reads what it knows and ignores the rest', () => {
    const raw = { 'published-min': '2026-01-01T00:00:00Z', 'max-results': '0', 'start-index': '2', correlationID: 'x', depth: '9' };
    expect(parseFeedQuery(raw)).toEqual({ publishedMin: 1_767_225_600, maxResults: 0, startIndex: 2, depth: 9 });
    expect(parseFeedQuery({ asOf: '2026-01-01T00:00:00Z' })).toEqual({ asOf: 1_767_225_600 });
  });

  it.each([
    ['published-min', 'All'],
    ['published-max', '03/01/2016'],
    ['updated-min', '2026-01-01'],
    ['updated-max', ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z']],
    ['max-results', 'All'],
    ['max-results', '-1'],
    ['start-index', '0'],
    ['start-index', 'All'],
    ['depth', 'All'],
    ['depth', '1.5'],
    ['asOf', 'yesterday'],
    ['start-after', '12'],
  ])('refuses %s=%s and names it (QRY002)', (parameter, value) => {
    expect(() => parseFeedQuery({ [parameter]: value })).toThrow(ProblemError);
    expect(() => parseFeedQuery({ [parameter]: value })).toThrow(parameter);
  });
});
