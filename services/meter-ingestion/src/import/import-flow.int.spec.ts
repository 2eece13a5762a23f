import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ReadingBlocksImported, unpackBlock } from '@greenledger/contracts';
import { extractOf, hourlyLines } from '../test-support/demo-files.js';
import { RunningService } from '../test-support/running-service.js';

const METERS = ['M-1', 'M-2', 'M-3'];
const lines = (...list: string[]): string => list.map((line) => `${line}\r\n`).join('');
const HEAD = 'MEPMD01,19970819,1,2,GREENBTN,SA';

describe('an import', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
    const { importId } = await service.upload('cis-extracts', extractOf(METERS));
    await service.settled(importId);
  });
  afterAll(() => service.stop());

  async function readingsOf(importId: string): Promise<{ usagePointId: string; day: string; start: number; value: number | null }[]> {
    const batches = (await service.log())
      .filter(({ type }) => type === 'ReadingBlocksImported')
      .map(({ data }) => data as ReadingBlocksImported['data']);
    return batches
      .filter((batch) => batch.importId === importId)
      .flatMap(({ blocks }) =>
        blocks.flatMap(({ usagePointId, day, block }) =>
          unpackBlock(Buffer.from(block, 'base64')).readings.map((reading) => ({ usagePointId, day, ...reading })),
        ),
      );
  }

  it('brings every reading of the file into the log, once, by local days', async () => {
    const { importId } = await service.upload('meter-files', [...hourlyLines(METERS, 400)].join(''));
    const view = await service.settled(importId);
    expect(view).toMatchObject({ state: 'published', lines: { accepted: 1_200, rejected: 0 }, readings: 28_800 });
    const readings = await readingsOf(importId);
    expect(readings).toHaveLength(28_800);
    expect(new Set(readings.map(({ usagePointId, start }) => `${usagePointId} ${start}`)).size).toBe(28_800);
    const spring = readings.filter(({ day, usagePointId }) => day === '2025-03-09' && usagePointId === readings[0]!.usagePointId);
    const autumn = readings.filter(({ day, usagePointId }) => day === '2025-11-02' && usagePointId === readings[0]!.usagePointId);
    expect([spring.length, autumn.length]).toEqual([23, 25]);
    const completed = (await service.log()).at(-1)!;
    expect(completed).toMatchObject({ type: 'ImportCompleted', data: { importId, batches: view.batches, readings: 28_800 } });
  });

  it('changes nothing when the same file comes again', async () => {
    const text = [...hourlyLines(METERS, 1, '202602020000')].join('');
    const first = await service.upload('meter-files', text);
    await service.settled(first.importId);
    const before = await service.log();
    const again = await service.upload('meter-files', text);
    expect(again).toMatchObject({ importId: first.importId, state: 'published' });
    expect(await service.log()).toEqual(before);
  });

  it('keeps each refused line with number and reason, and takes the others', async () => {
    const { importId } = await service.upload(
      'meter-files',
      lines(
        `${HEAD},202511121200,M-1,OK,E,KWH,,00000100,1,202511030900,,1.5,`,
        `${HEAD},202511121200,NOBODY,OK,E,KWH,,00000100,1,202511030900,,1.5,`,
        `${HEAD},202511121200,M-1,OK,G,THERM,,00000100,1,202511030900,,1.5,`,
        `${HEAD},202511121200,M-1,OK,E,KWH,,00000100,1,201911030900,,1.5,`,
        `${HEAD},202511121200,M-1,OK,E,KWH,,00000100,1,202511031000,,x,`,
      ) + HEAD,
    );
    expect(await service.settled(importId)).toMatchObject({ state: 'published', lines: { accepted: 1, rejected: 5 }, readings: 1 });
    expect((await service.rejects(importId)).map(({ line, code }) => [line, code])).toEqual([
      [2, 'unknown-meter'],
      [3, 'commodity-does-not-fit-service'],
      [4, 'meter-not-installed'],
      [5, 'value-not-a-number'],
      [6, 'truncated-line'],
    ]);
    expect((await service.rejects(importId))[0]!.raw).toContain('NOBODY');
  });

  it('is refused when not one line could be taken', async () => {
    const { importId } = await service.upload('meter-files', lines(`MEPXX99,${HEAD}`));
    expect(await service.settled(importId)).toMatchObject({
      state: 'refused',
      refusal: { code: 'all-lines-refused' },
      lines: { accepted: 0, rejected: 1 },
    });
    expect(await service.rejects(importId)).toMatchObject([{ line: 1, code: 'unknown-record-type' }]);
  });

  it('sends both of two contradicting values on, in the order of the file', async () => {
    const { importId } = await service.upload(
      'meter-files',
      lines(
        `${HEAD},202511121200,M-2,OK,E,KWH,,00000100,1,202511030900,,1.5,`,
        `${HEAD},202511121200,M-2,OK,E,KWH,,00000100,1,202511030900,,2.5,`,
      ),
    );
    expect(await service.settled(importId)).toMatchObject({ state: 'published', batches: 2 });
    expect((await readingsOf(importId)).map(({ value }) => value)).toEqual([1_500, 2_500]);
  });

  it('gives a daily value the local day that it ends, also on a day of 23 hours', async () => {
    const extract = extractOf(['GM-1'])
      .replace('electric', 'gas')
      .replaceAll('C0', 'C9')
      .replace('A0', 'A9')
      .replace('G0', 'G9')
      .replace('SP0', 'SP9');
    await service.settled((await service.upload('cis-extracts', extract)).importId);
    const { importId } = await service.upload(
      'meter-files',
      lines(`${HEAD},202603121200,GM-1,OK,G,THERM,,00010000,3,202603080800,,1.1,202603090700,,1.2,202603100700,,1.3,`),
    );
    await service.settled(importId);
    expect((await readingsOf(importId)).map(({ day, start }) => [day, new Date(start * 1_000).toISOString()])).toEqual([
      ['2026-03-07', '2026-03-07T08:00:00.000Z'],
      ['2026-03-08', '2026-03-08T08:00:00.000Z'],
      ['2026-03-09', '2026-03-09T07:00:00.000Z'],
    ]);
  });
});
