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
    ['published-min', 'publishedMin'],
    ['published-max', 'publishedMax'],
    ['updated-min', 'updatedMin'],
    ['updated-max', 'updatedMax'],
  ])('takes whole seconds since 1970 as %s, as clients written for PG&E send them', (parameter, field) => {
    expect(parseFeedQuery({ [parameter]: '1571295600' })).toEqual({ [field]: 1_571_295_600 });
    expect(parseFeedQuery({ [parameter]: '2019-10-17T07:00:00Z' })).toEqual({ [field]: 1_571_295_600 });
  });

  it('says of a bad time which forms there are', () => {
    const asked = (parameter: string) => () => parseFeedQuery({ [parameter]: 'All' });
    expect(asked('published-min')).toThrow(/2026-01-31T08:00:00Z, or whole seconds since 1970 as ten digits/);
    expect(asked('asOf')).toThrow(/2026-01-31T08:00:00Z\.$/);
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
    ['published-min', '1571295600000'],
    ['published-min', '157129560'],
    ['published-max', '0571295600'],
    ['published-max', '1571295600.5'],
    ['updated-min', '-1571295600'],
    ['updated-max', ' 1571295600'],
    ['updated-max', '1e10'],
    ['asOf', '1571295600'],
    ['asOf', 'yesterday'],
    ['start-after', '12'],
  ])('refuses %s=%s and names it (QRY002)', (parameter, value) => {
    expect(() => parseFeedQuery({ [parameter]: value })).toThrow(ProblemError);
    expect(() => parseFeedQuery({ [parameter]: value })).toThrow(parameter);
  });

  it('compares times of both forms', () => {
    const forwards = { 'published-min': '1571295600', 'published-max': '2019-10-18T07:00:00Z' };
    expect(parseFeedQuery(forwards)).toEqual({ publishedMin: 1_571_295_600, publishedMax: 1_571_382_000 });
    const backwards = { 'published-min': '2019-10-18T07:00:00Z', 'published-max': '1571295600' };
    expect(() => parseFeedQuery(backwards)).toThrow('published-min must not be later than published-max');
  });
});
