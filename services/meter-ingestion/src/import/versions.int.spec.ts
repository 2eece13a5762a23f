import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReadingBlocksImported, unpackBlock } from '@greenledger/contracts';
import { extractOf } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

const line = (fileTime: string, sets: string, count = 1): string =>
  `MEPMD01,19970819,1,2,GREENBTN,SA,${fileTime},M-1,OK,E,KWH,,00000100,${count},${sets},\r\n`;

/** What goes to the store decides its versions: the later file time wins there, interval by interval (tested in data-delivery). */
describe('versions of a reading on their way to the store', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    await service.settled((await service.upload('cis-extracts', extractOf(['M-1']))).importId);
  });
  afterAll(() => service.stop());

  async function batchesOf(
    text: string,
  ): Promise<{ fileTime: number; readings: { start: number; value: number | null; quality: number }[] }[]> {
    const { importId } = await service.upload('meter-files', text);
    await service.settled(importId);
    return (await service.log())
      .filter(({ type, data }) => type === 'ReadingBlocksImported' && (data as { importId: string }).importId === importId)
      .map(({ data }) => data as ReadingBlocksImported['data'])
      .map(({ fileTime, blocks }) => ({
        fileTime,
        readings: blocks.flatMap(({ block }) => unpackBlock(Buffer.from(block, 'base64')).readings),
      }));
  }
  const seconds = (text: string): number => Date.parse(text) / 1_000;

  it('a late line keeps the time stamp of its sender, however long after it comes', async () => {
    await batchesOf(line('202506020000', '202506010900,,2'));
    const [late] = await batchesOf(line('202506010000', '202506010900,,1'));
    expect(late).toMatchObject({ fileTime: seconds('2025-06-01T00:00Z'), readings: [{ value: 1_000 }] });
  });

  it('lines of several file times in one file stay apart, so that each competes by its own', async () => {
    const batches = await batchesOf(
      line('202506030000', '202506020900,,1') + line('202506040000', '202506021000,,2') + line('202506030000', '202506021100,,3'),
    );
    expect(batches.map(({ fileTime, readings }) => [fileTime, readings.map(({ value }) => value)])).toEqual([
      [seconds('2025-06-03T00:00Z'), [1_000, 3_000]],
      [seconds('2025-06-04T00:00Z'), [2_000]],
    ]);
  });

  it('two lines that contradict each other both go on, in their order; the same said twice goes once', async () => {
    const batches = await batchesOf(
      line('202506050000', '202506030900,,1') +
        line('202506050000', '202506030900,,1') +
        line('202506050000', '202506030900,E,1') +
        line('202506050000', '202506030900,,7'),
    );
    expect(batches.map(({ readings }) => readings.map(({ value, quality }) => [value, quality]))).toEqual([
      [[1_000, 17]],
      [[1_000, 8]],
      [[7_000, 17]],
    ]);
  });

  it('validated, raw, estimated, edited, missing, overflown and revenue quality are told apart', async () => {
    const definition = { flags: { B: { quality: 19, hasValue: true } } };
    await service.fetch('/ingest/v1/source-profiles/billing', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expectedVersion: 0, definition: { ...definition, sender: '1' } }),
    });
    const flags = ['', 'R', 'E', 'A', 'N', 'R512', 'B'];
    const sets = flags.map((flag, i) => `20250604${10 + i}00,${flag},${flag === 'N' ? '' : i + 1}`);
    const [batch] = await batchesOf(line('202506060000', sets.join(','), flags.length));
    expect(batch!.readings.map(({ value, quality }) => [value, quality])).toEqual([
      [1_000, 17],
      [2_000, 14],
      [3_000, 8],
      [4_000, 7],
      [null, 16],
      [null, 10],
      [7_000, 19],
    ]);
    // Revenue quality as an overlay: the same value, with a later stamp and another quality, is a version of its own.
    const [overlay] = await batchesOf(line('202506070000', '202506041000,B,1'));
    expect(overlay!.readings).toMatchObject([{ value: 1_000, quality: 19 }]);
  });

  it('the same file again sends nothing, the same readings in another file are sent for the store to call duplicates', async () => {
    const text = line('202506080000', '202506050900,,1');
    expect(await batchesOf(text)).toHaveLength(1);
    const head = (await service.log()).length;
    await batchesOf(text);
    expect((await service.log()).length).toBe(head);
    expect(await batchesOf(`${text}${text}`)).toHaveLength(1);
  });
});
