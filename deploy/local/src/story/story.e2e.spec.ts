import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SERVICES, type ServiceName } from '@greenledger/contracts';
import { freePort, removePostgres } from '@greenledger/embedded';
import { Progress } from '../run/progress.js';
import { startStack } from '../run/start-stack.js';
import type { Stack } from '../run/stack.js';
import { demoTown, localDayOf, TOWN_TIME_ZONE } from '../town/index.js';
import { upload, waitUntilStored } from '../town/upload.js';
import { runStory, type StoryFigures } from './run-story.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) {
    removePostgres(join(folder, 'state', 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'greenledger-story-'));
  folders.push(folder);
  return folder;
}

async function startedIn(directory: string, fresh: boolean): Promise<Stack> {
  const port = await freePort();
  return startStack({ directory, fresh, port, database: 'greenledger_story_test', progress: new Progress() });
}

/** Runs the story; `disturb` is called when the import and when the fetch begin. */
async function storyWith(disturb: (stack: Stack) => void): Promise<StoryFigures> {
  const stack = await startedIn(join(newFolder(), 'state'), true);
  try {
    return await runStory(stack, {
      say: () => undefined,
      onStep: (name) => {
        // Not awaited: the process must die while the step is under way.
        if (name === 'importMeterData') void delay(1_200).then(() => disturb(stack));
        if (name === 'fetchFeed') void delay(10).then(() => disturb(stack));
      },
    });
  } finally {
    await stack.stop();
  }
}

describe('the story while a process is killed (kill -9) in the middle of the import and of the fetch', () => {
  let undisturbed: StoryFigures;
  beforeAll(async () => {
    undisturbed = await storyWith(() => undefined);
  }, 120_000);

  it('works undisturbed', () => {
    expect(undisturbed).toMatchObject({ releases: 1, notified: true, refusedAfterRevoke: true, auditVerified: true });
    expect(undisturbed.readingsDelivered).toBeGreaterThan(10_000);
  });

  it.each([...SERVICES, 'nats'] as Array<ServiceName | 'nats'>)(
    '%s: nothing acknowledged is lost, the figures are the same',
    async (name) => {
      const { releases, readingsDelivered, ...figures } = await storyWith((stack) => stack.kill(name));
      const { releases: _, readingsDelivered: __, ...expected } = undisturbed;
      expect(figures).toEqual(expected);
      // What is delivered begins so long before the grant, to the second: a story that begins in the next quarter of an hour delivers a
      // reading less of each channel. That it is every reading that was imported for its time, the story itself has made sure of.
      expect(Math.abs(readingsDelivered - undisturbed.readingsDelivered)).toBeLessThan(10);
      // A feed that broke off was fetched again: each attempt that may have sent a byte has its event.
      expect(releases).toBeGreaterThanOrEqual(1);
      expect(releases).toBeLessThanOrEqual(2);
    },
    180_000,
  );
});

describe('a wiped JetStream directory', () => {
  it('costs nothing: the projections catch up from the owners', async () => {
    const directory = join(newFolder(), 'state');
    const town = demoTown({ endDay: localDayOf(new Date(), TOWN_TIME_ZONE) });
    const first = await startedIn(directory, true);
    const target = { origin: first.origin, operator: first.operator, fetch };
    await waitUntilStored(target, (await upload(target, 'cis-extracts', town.cis)).importId);
    const earlier = await waitUntilStored(target, (await upload(target, 'meter-files', town.meterFiles[0]!)).importId);
    expect(earlier.stored.added).toBeGreaterThan(1_000);
    const received = await upload(target, 'meter-files', town.meterFiles[1]!);
    // Stopped while blocks are on their way; what was acknowledged lies with its owner.
    await first.stop();
    rmSync(join(directory, 'nats'), { recursive: true, force: true });
    const second = await startedIn(directory, false);
    try {
      const again = { origin: second.origin, operator: second.operator, fetch };
      const stored = await waitUntilStored(again, received.importId);
      expect(stored.stored.added).toBeGreaterThan(1_000);
    } finally {
      await second.stop();
    }
  }, 180_000);
});
