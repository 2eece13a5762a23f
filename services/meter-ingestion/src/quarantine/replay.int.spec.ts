import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReadingBlocksImported, unpackBlock } from '@greenledger/contracts';
import type { ImportView } from '@greenledger/contracts';
import type { Quarantine } from '@greenledger/contracts';
import { extractOf, extractOfRows, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

type View = ImportView & { quarantine: Quarantine; isNew?: boolean };

describe('quarantine', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    await service.settled((await service.upload('cis-extracts', extractOf(['M-1']))).importId);
  });
  afterAll(() => service.stop());

  const view = async (id: string): Promise<View> => (await service.view(id)) as View;
  const replay = async (id: string, query = ''): Promise<[number, View]> => {
    const answer = await service.fetch(`/ingest/v1/imports/${id}/replay${query}`, { method: 'POST' });
    return [answer.status, (await answer.json()) as View];
  };
  const readingsOf = async (importId: string): Promise<number> =>
    (await service.log())
      .filter(({ type }) => type === 'ReadingBlocksImported')
      .map(({ data }) => data as ReadingBlocksImported['data'])
      .filter((data) => data.importId === importId)
      .flatMap(({ blocks }) => blocks.flatMap(({ block }) => unpackBlock(Buffer.from(block, 'base64')).readings)).length;
  const extractRow = (meter: string, i: number): string =>
    `C9${i},Customer,,en,A9${i},G9${i},electric,2020-01-01,,SP9${i},${i} Elm Street,95014,America/Los_Angeles,E-1,${meter},2020-01-01,`;

  it('offers and replays the lines of a meter that a later extract brings, each exactly once', async () => {
    const file = [...hourlyLines(['M-1', 'LATE', 'NEVER'], 3)].join('');
    const { importId } = await service.settled((await service.upload('meter-files', file)).importId);
    expect(await view(importId)).toMatchObject({
      lines: { accepted: 3, rejected: 6 },
      quarantine: { open: 6, replayed: 0, replayOffered: false, meterKnownNow: 0 },
    });
    await service.settled((await service.upload('cis-extracts', extractOfRows(extractRow('LATE', 1)))).importId);
    expect((await view(importId)).quarantine).toMatchObject({ open: 6, replayOffered: true, meterKnownNow: 3 });

    const [[status, first], [, second]] = await Promise.all([replay(importId), replay(importId)]);
    expect([status, first.importId, [first.isNew, second.isNew].sort()]).toEqual([202, second.importId, [false, true]]);
    expect(await service.settled(first.importId)).toMatchObject({
      state: 'published',
      replayOf: importId,
      lines: { accepted: 3, rejected: 3 },
      readings: 72,
    });
    expect(await readingsOf(first.importId)).toBe(72);
    expect((await view(importId)).quarantine).toEqual({
      open: 3,
      replayed: 3,
      replayOffered: false,
      meterKnownNow: 0,
      replays: [first.importId],
    });
    const resolved = (await service.rejects(importId)) as unknown as { raw: string; resolvedBy: string | null }[];
    expect(resolved.map(({ raw, resolvedBy }) => [raw.includes('LATE'), resolvedBy === first.importId])).toEqual(
      resolved.map(({ raw }) => [raw.includes('LATE'), raw.includes('LATE')]),
    );
    // Asked for again, also by way of the replay: nothing has changed meanwhile, so it is the same one, and not a reading more.
    const [, again] = await replay(importId);
    const [, byReplay] = await replay(first.importId);
    expect([again, byReplay]).toMatchObject([
      { importId: first.importId, isNew: false },
      { importId: first.importId, isNew: false },
    ]);
    expect(await readingsOf(first.importId)).toBe(72);
    // The file itself, sent again, is the first import still.
    expect(await service.upload('meter-files', file)).toMatchObject({ importId, isNew: false });
  });

  it('replays a file that was refused whole, by a profile that is mended', async () => {
    const set = (flag: string): string =>
      `MEPMD01,19970819,HEADEND,2,GREENBTN,SA,202602010000,M-1,OK,E,KWH,,00000100,1,202501050900,${flag},1.5,\r\n`;
    const { importId } = await service.settled((await service.upload('meter-files', set('Q') + set('Z'))).importId);
    expect(await view(importId)).toMatchObject({ state: 'refused', quarantine: { open: 2, replayOffered: false } });
    const definition = { sender: 'HEADEND', flags: { Q: { quality: 19, hasValue: true } } };
    const added = await service.fetch('/ingest/v1/source-profiles/head-end', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expectedVersion: 0, definition }),
    });
    expect([added.status, await added.json()]).toMatchObject([201, { name: 'head-end', version: 1, inForce: true, createdBy: 'operator' }]);
    expect((await view(importId)).quarantine.replayOffered).toBe(true);
    const [, { importId: replayId }] = await replay(importId);
    expect(await service.settled(replayId)).toMatchObject({ lines: { accepted: 1, rejected: 1 }, readings: 1 });
    expect((await view(importId)).quarantine).toMatchObject({ open: 1, replayed: 1, replayOffered: false });
    const [event] = (await service.log()).filter(({ data }) => (data as { importId?: string }).importId === replayId);
    const { blocks } = event!.data as ReadingBlocksImported['data'];
    expect(unpackBlock(Buffer.from(blocks[0]!.block, 'base64')).readings).toMatchObject([{ value: 1_500, quality: 19 }]);
  });

  it('goes on behind the last commit when the service ends in the middle of a replay', async () => {
    const meters = Array.from({ length: 12 }, (_, i) => `R-${i}`);
    const file = [...hourlyLines(meters, 300, '202602030000')].join('');
    const { importId } = await service.settled((await service.upload('meter-files', file)).importId);
    expect((await view(importId)).lines).toMatchObject({ accepted: 0, rejected: 3_600 });
    await service.settled(
      (await service.upload('cis-extracts', extractOfRows(...meters.map((meter, i) => extractRow(meter, 50 + i))))).importId,
    );
    const [, { importId: replayId }] = await replay(importId);
    await service.settled(replayId, ({ batches }) => batches >= 1);
    await service.restart();
    expect(await service.settled(replayId)).toMatchObject({
      state: 'published',
      lines: { accepted: 3_600, rejected: 0 },
      readings: 86_400,
    });
    expect(await readingsOf(replayId)).toBe(86_400);
    expect((await view(importId)).quarantine).toMatchObject({ open: 0, replayed: 3_600 });
  });

  it.each([
    ['an extract', async () => (await service.upload('cis-extracts', extractOf(['M-1']))).importId, 409],
    [
      'an import without refused lines',
      async () => (await service.settled((await service.upload('meter-files', [...hourlyLines(['M-1'], 1)].join(''))).importId)).importId,
      409,
    ],
    ['an unknown import', () => Promise.resolve('00000000-0000-4000-8000-000000000000'), 404],
  ])('says why it does not replay %s', async (_name, idOf, status) => {
    expect((await replay(await idOf()))[0]).toBe(status);
  });
});
