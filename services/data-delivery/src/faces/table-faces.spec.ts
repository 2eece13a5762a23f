import { expect, it } from '@jest/globals';
import { packBlock } from '@greenledger/contracts';
import { parquetReadObjects } from 'hyparquet';
import type { DataSource } from 'typeorm';
import { PairwiseIds } from '../access/pairwise-ids.js';
import { FeedAddresses } from '../feed/feed-addresses.js';
import { BlockPages } from '../release/block-pages.js';
import type { PlannedBlock, ReleasePlan } from '../release/release-plan.js';
import { ResourceUris } from '../resources/resource-uris.js';
import type { FaceName } from './face-name.js';
import { faceWriter } from './face-writer.js';

const START = Date.parse('2025-11-01T07:00:00Z') / 1000;
const addresses = new FeedAddresses(new ResourceUris('https://utility.example'), new PairwiseIds(new Uint8Array(32), 'tp-1'), 's-1');

/** Two hours of electricity: the first with time of use and cost, the second with neither. */
function plan(readingTypeKey: string): ReleasePlan {
  const bytes = Buffer.from(
    packBlock({ intervalLength: 3600, readings: [0, 1].map((i) => ({ start: START + i * 3600, value: 5 + i, quality: 17 })) }),
  );
  const block: PlannedBlock = {
    ...{ channelId: 1, day: '2025-11-01', version: 1, digest: 'd', valueCount: 2, firstStart: START, lastStart: START + 3600 },
    ...{ published: START, updated: START, packed: { bytes } as never, packedFrom: 0, packedTo: bytes.length },
    ...{ whole: true, readings: 2, first: START, last: START + 3600 },
  };
  const marks = {
    typeKey: '1.1.4.12.72.0.3600/840',
    currency: 840,
    on: () => (start: number) => (start === START ? { tou: 2, cost: 30_450 } : {}),
  };
  const channel = { channelId: 1, usagePointId: 'up-1', readingTypeKey, published: START };
  const row = { usagePointId: 'up-1', timeZone: 'America/Los_Angeles', serviceKind: 0, status: 1, tariffProfile: null } as never;
  const channels = [{ ...channel, marks, windows: [], blocks: [block] }];
  return { usagePoints: [{ row, windows: [], channels }], permitted: { start: 0, end: 0 }, dataSets: ['usage'] };
}

/** @param renderer as a release record names it; the present one when left out */
async function written(face: FaceName, renderer?: string, readingTypeKey = '1.1.4.12.72.0.3600'): Promise<Buffer> {
  const writer = faceWriter(face, { resourceUri: 'r', selfUri: 's' }, START, undefined, renderer);
  const pieces: Buffer[] = [];
  const take = (piece: string | Uint8Array): unknown => pieces.push(typeof piece === 'string' ? Buffer.from(piece) : Buffer.from(piece));
  for (const piece of writer.head()) take(piece);
  const one = plan(readingTypeKey);
  for await (const piece of writer.part(one, addresses, new BlockPages([one], undefined as unknown as DataSource))) take(piece);
  for (const piece of writer.tail()) take(piece);
  return Buffer.concat(pieces);
}

const OLD_HEAD =
  'subscription,usage_point,meter_reading,commodity,flow_direction,accumulation_behaviour,unit,power_of_ten_multiplier,start,duration_seconds,value,quality';
const labels = [
  's-1',
  addresses.usagePointPath('up-1'),
  addresses.meterReadingPath({ usagePointId: 'up-1', readingTypeKey: '1.1.4.12.72.0.3600' } as never),
];
const first = [...labels, 'electricity', 'delivered', 'interval', 'Wh', '0'].join(',');

it('CSV has time of use, cost and currency behind the columns it had, empty where they are not known', async () => {
  expect((await written('csv')).toString()).toBe(
    `${OLD_HEAD},tou,cost,currency\r\n${first},2025-11-01T07:00:00Z,3600,5,17,2,30450,840\r\n${first},2025-11-01T08:00:00Z,3600,6,17,,,\r\n`,
  );
});

it('CSV quotes the words of a register of one time of use, which hold a comma; csv/2 did not', async () => {
  const register = '1.1.1.12.72.0.0.2';
  const linesOf = async (renderer?: string): Promise<string[]> => (await written('csv', renderer, register)).toString().split('\r\n');
  const [head, line] = await linesOf();
  expect(line).toMatch(/,delivered,"register, [^",]+",Wh,/);
  expect(line!.replace(/"[^"]*"/, '').split(',')).toHaveLength(head!.split(',').length);
  expect((await linesOf('csv/2'))[1]).toBe(line!.replaceAll('"', ''));
});

it('NDJSON leaves out what is not known', async () => {
  const lines = (await written('ndjson'))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(lines[0]).toMatchObject({ value: 5, quality: 17, tou: 2, cost: 30_450, currency: 840 });
  expect(Object.keys(lines[1]!)).not.toEqual(expect.arrayContaining(['tou']));
  expect(Object.keys(lines[1]!).slice(-1)).toEqual(['quality']);
});

it('Parquet has null where they are not known', async () => {
  const bytes = await written('parquet');
  const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer });
  expect(rows.map(({ value, tou, cost, currency }) => [value, tou, cost, currency])).toEqual([
    [5n, 2, 30_450n, 840],
    [6n, null, null, null],
  ]);
});

it('is written by the renderers before as it was then, so that old releases can be derived again', async () => {
  expect((await written('csv', 'csv/1')).toString()).toBe(
    `${OLD_HEAD}\r\n${first},2025-11-01T07:00:00Z,3600,5,17\r\n${first},2025-11-01T08:00:00Z,3600,6,17\r\n`,
  );
  const line = (await written('ndjson', 'ndjson/1')).toString().split('\n')[0]!;
  expect(line.endsWith('"start":"2025-11-01T07:00:00Z","duration_seconds":3600,"value":5,"quality":17}')).toBe(true);
  const bytes = await written('parquet', 'parquet/1');
  const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer });
  expect(Object.keys(rows[0]!)).toEqual(OLD_HEAD.split(','));
});
