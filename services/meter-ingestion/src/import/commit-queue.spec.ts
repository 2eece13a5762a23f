import { describe, expect, it } from '@jest/globals';
import { CommitQueue } from './commit-queue.js';

const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the queue of commits', () => {
  it('lets one commit run while the next is prepared, never two, in their order', async () => {
    const queue = new CommitQueue();
    const told: string[] = [];
    const commit = (name: string) => async () => {
      told.push(`${name} begins`);
      await later(5);
      told.push(`${name} ends`);
    };
    await queue.add(commit('first'));
    told.push('the second is prepared');
    await queue.add(commit('second'));
    await queue.drain();
    expect(told).toEqual(['first begins', 'the second is prepared', 'first ends', 'second begins', 'second ends']);
  });

  it('tells a failure at the next call and begins nothing after it', async () => {
    const queue = new CommitQueue();
    let begun = false;
    await queue.add(() => Promise.reject(new Error('no room on disk')));
    await expect(queue.add(async () => void (begun = true))).rejects.toThrow('no room on disk');
    await expect(queue.drain()).rejects.toThrow('no room on disk');
    await queue.settle();
    expect(begun).toBe(false);
  });
});
