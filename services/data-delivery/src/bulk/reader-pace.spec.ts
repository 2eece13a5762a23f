import { expect, it } from '@jest/globals';
import { ReaderPace } from './reader-pace.js';

const now = ({ parts, ahead }: ReaderPace): number[] => [parts, ahead];

it('makes larger batches, and more of them ahead, for who takes them fast', () => {
  const pace = new ReaderPace(false);
  const steps = [now(pace)];
  for (let batch = 0; batch < 4; batch++) {
    pace.taken(10);
    steps.push(now(pace));
  }
  expect(steps).toEqual([
    [128, 1],
    [256, 2],
    [500, 3],
    [500, 3],
    [500, 3],
  ]);
});

it('makes few parts at a time for a slow reader and none ahead, until a batch is taken fast again', () => {
  const pace = new ReaderPace(false);
  for (let batch = 0; batch < 3; batch++) pace.taken(10);
  pace.taken(5_000);
  expect(now(pace)).toEqual([32, 0]);
  pace.taken(5_000);
  expect(now(pace)).toEqual([32, 0]);
  pace.taken(10);
  expect(now(pace)).toEqual([128, 1]);
});

it('makes nothing ahead of a page', () => {
  const pace = new ReaderPace(true);
  for (let batch = 0; batch < 3; batch++) pace.taken(10);
  expect(pace.ahead).toBe(0);
});
