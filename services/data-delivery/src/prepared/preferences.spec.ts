import { describe, expect, it } from '@jest/globals';
import { correlationOf, prefersAsync, transactionOf } from './preferences.js';

describe('prefersAsync', () => {
  it.each([
    [undefined, false],
    ['wait=10', false],
    ['respond-async-not', false],
    ['respond-async', true],
    ['Respond-Async; foo', true],
    ['wait=10, respond-async', true],
    [['wait=10', 'respond-async'], true],
  ])('%p: %p', (header, expected) => expect(prefersAsync(header)).toBe(expected));
});

describe('correlationOf', () => {
  it('takes a word', () => expect(correlationOf({ correlationID: 'a-1.b:2_c' })).toBe('a-1.b:2_c'));
  it('may be absent', () => expect(correlationOf({})).toBeUndefined());
  it.each([[''], ['a b'], ['x'.repeat(101)], [['a', 'b']], ['a&b=1']])('refuses %p', (value) => {
    expect(() => correlationOf({ correlationID: value })).toThrow('correlationID');
  });
});

describe('transactionOf', () => {
  it('hands a label back, and nothing that could be more', () => {
    expect(transactionOf({ headers: { 'x-transaction': 't-1' } })).toBe('t-1');
    expect(transactionOf({ headers: { 'x-transaction': 'a\tb' } })).toBeUndefined();
    expect(transactionOf({ headers: {} })).toBeUndefined();
  });
});
