import { expect, it } from '@jest/globals';
import { AttemptLimits, AttemptWindows } from './attempt-limits.js';
import { RateWindow } from './rate-window.js';

it('counts up to its limit, tells the seconds to wait, and begins anew', () => {
  const window = new RateWindow(2, 60);
  expect([window.take('a', 0), window.take('a', 30), window.take('a', 30.5), window.take('b', 31)]).toEqual([0, 0, 30, 0]);
  expect(window.take('a', 60)).toBe(0);
});

it('forgets names rather than growing without end', () => {
  const window = new RateWindow(1, 60);
  for (let i = 0; i < 30_000; i++) window.take(`name-${i}`, 0);
  expect(window.take('name-29999', 1)).toBe(59);
  expect(window.take('name-0', 1)).toBe(0);
});

it('counts an attempt as failed until it succeeded, so that parallel guesses gain nothing', () => {
  const windows = new AttemptWindows(Object.assign(new AttemptLimits(), { failuresPerClient: 2 }), () => 0);
  const guesses = Array.from({ length: 3 }, () => windows.attempt('192.0.2.1'));
  expect(guesses.map((guess) => guess.begin() || guess.asClient('client'))).toEqual([0, 0, 60]);
  guesses[0]!.succeeded();
  const next = windows.attempt('192.0.2.1');
  expect(next.begin() || next.asClient('client')).toBe(0);
});
