import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Outbox } from '@greenledger/messaging';
import { extractOf, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';
import { ImportLedger } from './import-ledger.js';
import { MeterFileProgress, type Step } from './meter-file-progress.js';

const METERS = Array.from({ length: 20 }, (_, i) => `M-${i}`);

describe('an import that is interrupted', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    await service.settled((await service.upload('cis-extracts', extractOf(METERS))).importId);
  });
  afterAll(() => service.stop());

  /** Lets commits through until `at`, then breaks inside the transaction, behind the append, before the commit. */
  function breakInside(at: number): void {
    const outbox = service.get(Outbox);
    let count = 0;
    outbox.append = async (manager, events) => {
      const head = await Outbox.prototype.append.call(outbox, manager, events);
      if (++count >= at) throw new Error('broken on purpose');
      return head;
    };
  }

  it.each([1, 3])('goes on behind the last commit after a restart (broken in transaction %i)', async (at) => {
    breakInside(at);
    const { importId } = await service.upload('meter-files', [...hourlyLines(METERS, 300, `20260201000${at}`)].join(''));
    await service.settled(importId, ({ batches }) => batches >= at - 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await service.view(importId)).state).toBe('parsing');
    await service.restart();
    const view = await service.settled(importId);
    expect(view).toMatchObject({ state: 'published', readings: 144_000, lines: { accepted: 6_000, rejected: 0 } });
    const batches = (await service.log()).filter(
      ({ type, data }) => type === 'ReadingBlocksImported' && (data as { importId: string }).importId === importId,
    );
    expect(batches.map(({ data }) => (data as { batch: number }).batch)).toEqual(Array.from({ length: view.batches }, (_, i) => i));
    expect(view.batches).toBeGreaterThan(3);
  });

  it('writes nothing twice when two processes work on one import', async () => {
    const progress = service.get(MeterFileProgress);
    const { record } = await service.get(ImportLedger).enter({
      kind: 'meter-file',
      sha256: 'none',
      deliveredSha256: 'none',
      packing: 'none',
      fileName: 'none',
      sizeBytes: 0,
      contentBytes: 0,
    });
    await service.database.dataSource.query(`UPDATE import SET state = 'parsing' WHERE id = $1`, [record.id]);
    const step: Step = {
      importId: record.id,
      replayOf: null,
      firstBatch: 0,
      batches: [],
      readings: 0,
      rejects: [],
      notes: [],
      streams: [],
      accepted: [5],
      position: 5,
      readBytes: 0,
    };
    const outcomes = await Promise.allSettled([progress.commit(step), progress.commit(step)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('says so when a file cannot be read any more, instead of trying for ever', async () => {
    const [entered] = (await service.get(ImportLedger).list(1)).imports;
    const failed = await service.settled(entered!.id);
    expect(failed).toMatchObject({ state: 'failed', refusal: { code: 'internal' } });
  });
});
