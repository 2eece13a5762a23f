import type { Terms } from '@greenledger/contracts';
import { describe, expect, it } from '@jest/globals';
import { dayText } from '../../html/moment.js';
import { en } from '../../locales/en.js';
import { canonicalDifference, differenceOf } from './difference.js';

const zone = 'America/Los_Angeles';
const at = (text: string): number => Date.parse(text) / 1000;
const terms: Terms = {
  usagePointIds: ['up-1', 'up-2'],
  dataSets: ['usage'],
  authorizedPeriod: { start: at('2026-05-01T12:00:00Z'), end: at('2027-06-01T07:00:00Z') },
  publishedPeriod: { start: at('2025-05-01T12:00:00Z'), end: at('2027-06-01T07:00:00Z') },
  historyLength: 31_536_000,
  purpose: 'advice',
};
const sayings = { messages: en, service: (id: string) => `service ${id}`, day: (seconds: number) => dayText(seconds, zone, 'en') };
const difference = (after: Partial<Terms>) => differenceOf({ before: terms, after: { ...terms, ...after } }, sayings);

describe('the difference in plain words', () => {
  it('says what stays when nothing changes', () => {
    expect(difference({})).toEqual({
      added: [],
      removed: [],
      kept: ['Energy use', 'service up-1', 'service up-2', 'The permission ends after May 31, 2027.', 'Data used since May 1, 2025.'],
    });
  });
  it('tells what new data holds, and names services', () => {
    const { added, removed } = difference({ dataSets: ['billing'], usagePointIds: ['up-2', 'up-3'] });
    expect(added).toEqual([
      'Bills: Amounts and what they are made up of, energy billed, billing periods, read dates and your rate.',
      'service up-3',
    ]);
    expect(removed).toEqual(['Energy use', 'service up-1']);
  });
  it.each([
    [null, 'added', 'The permission lasts longer: it ends when you end it instead of after May 31, 2027.'],
    [at('2027-07-01T07:00:00Z'), 'added', 'The permission lasts longer: it ends after Jun 30, 2027 instead of after May 31, 2027.'],
    [at('2026-12-01T08:00:00Z'), 'removed', 'The permission ends earlier: after Nov 30, 2026 instead of after May 31, 2027.'],
  ] as const)('judges another end: %s', (end, kind, text) => {
    expect(difference({ authorizedPeriod: { ...terms.authorizedPeriod, end } })[kind]).toEqual([text]);
  });
  it.each([
    ['2024-05-01T12:00:00Z', 'added', 'Older data: everything used since May 1, 2024, instead of since May 1, 2025.'],
    ['2026-04-01T12:00:00Z', 'removed', 'Older data: only what was used since Apr 1, 2026, instead of since May 1, 2025.'],
  ] as const)('judges another history: %s', (start, kind, text) => {
    expect(difference({ publishedPeriod: { ...terms.publishedPeriod, start: at(start) } })[kind]).toEqual([text]);
  });
  it('has another text for what is added than for what is taken away', () => {
    const lines = { added: ['x'], removed: [], kept: [] };
    expect(canonicalDifference('h', lines, [])).not.toBe(canonicalDifference('h', { ...lines, added: [], removed: ['x'] }, []));
  });
});
