import { describe, expect, it } from '@jest/globals';
import { en } from '../../locales/en.js';
import { boundsOf, queryOf, receivedForm } from './received-filter.js';

const judge = (query: Record<string, unknown>) => boundsOf(receivedForm(query), 'America/Los_Angeles', en.received);
const at = (text: string): number => Date.parse(text) / 1000;

describe('the filter of deliveries', () => {
  it('does not narrow when it is empty', () => expect(judge({})).toEqual({ bounds: {}, errors: [] }));
  it('takes both days whole, in the local zone', () => {
    expect(judge({ company: 'c-1', from: '2026-03-08', to: '2026-03-08' })).toEqual({
      bounds: { thirdPartyId: 'c-1', from: at('2026-03-08T08:00:00Z'), to: at('2026-03-09T07:00:00Z') },
      errors: [],
    });
  });
  it.each([
    [{ from: 'yesterday' }, 'from', en.received.dayWrong],
    [{ to: '2026-02-30' }, 'to', en.received.dayWrong],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'to', en.received.reversed],
  ])('says what is wrong with %j', (query, field, message) => expect(judge(query).errors).toEqual([{ field, message }]));
  it('makes links that keep it', () => {
    expect(queryOf(receivedForm({ company: 'a&b', from: '2026-03-01' }), 2)).toBe('?company=a%26b&from=2026-03-01&page=2');
    expect(queryOf(receivedForm({ page: '-1' }))).toBe('');
  });
});
