import { describe, expect, it } from '@jest/globals';
import { en } from '../locales/en.js';
import { parseDecision } from './parse-decision.js';

const NOW = Date.parse('2026-11-23T20:00:00Z') / 1000;
const parse = (body: Record<string, unknown>) => parseDecision(body, NOW, en.operator.errors);

describe('parseDecision', () => {
  it.each(['approve', 'reinstate'])('%s needs nothing more', (kind) => expect(parse({ kind }).decision).toEqual({ kind }));
  it('reads a reason as one line', () =>
    expect(parse({ kind: 'decline', 'decline.reason': 'Too\r\n little ' }).decision).toEqual({ kind: 'decline', reason: 'Too little' }));
  it('gives the company the whole last day, in local time', () =>
    expect(parse({ kind: 'hold', 'hold.reason': 'A leak.', 'hold.cureBy': '2026-11-30' }).decision).toEqual({
      kind: 'hold',
      reason: 'A leak.',
      cureBy: Date.parse('2026-12-01T07:59:59Z') / 1000,
    }));
  it.each<[string, Record<string, string>, string[]]>([
    ['no reason', { kind: 'decline' }, ['decline.reason']],
    ['an address in the reason', { kind: 'decline', 'decline.reason': 'Ask mo@company.example' }, ['decline.reason']],
    ['a day that has passed', { kind: 'hold', 'hold.reason': 'A leak.', 'hold.cureBy': '2026-11-22' }, ['hold.cureBy']],
    ['a day that is none', { kind: 'hold', 'hold.reason': 'A leak.', 'hold.cureBy': '2027-02-30' }, ['hold.cureBy']],
    ['an end without the tick', { kind: 'terminate', 'terminate.reason': 'Closed.' }, ['terminate.sure']],
    ['the reason of another form', { kind: 'terminate', 'decline.reason': 'x', 'terminate.sure': 'yes' }, ['terminate.reason']],
    ['no known button', { kind: 'promote' }, ['main']],
  ])('refuses %s', (_what, body, fields) => {
    const { decision, errors } = parse(body);
    expect(decision).toBeUndefined();
    expect(errors.map(({ field }) => field)).toEqual(fields);
  });
});
