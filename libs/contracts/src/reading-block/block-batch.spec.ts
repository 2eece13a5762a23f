import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ReadingTypeKey } from '../reading-type.js';
import { PACKED_BLOCKS_V1 } from '../events/fixtures/packed-blocks-v1.js';
import { type BatchedBlock, packBatch, readBatch } from './block-batch.js';
import { packBlock } from './block-codec.js';

const HOURLY = {
  commodity: 1,
  flowDirection: 1,
  accumulationBehaviour: 4,
  kind: 12,
  uom: 72,
  powerOfTenMultiplier: -3,
  intervalLength: 3600,
};
const REGISTER = { ...HOURLY, accumulationBehaviour: 1, intervalLength: 0 };
const ON_PEAK = { ...HOURLY, intervalLength: 2_505_600, tou: 11 };
const block = (usagePointId: string, day: string, start: number, readingType: ReadingTypeKey = HOURLY): BatchedBlock => {
  const readings = [{ start, value: 1, quality: 17 }];
  return { usagePointId, readingType, day, bytes: packBlock({ intervalLength: readingType.intervalLength, readings }) };
};
const plain = (blocks: readonly BatchedBlock[]): unknown[] => blocks.map((each) => ({ ...each, bytes: [...each.bytes] }));

const FROZEN = [
  block('6f1b2c3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d', '2025-06-01', 1_748_761_200),
  block('6f1b2c3d-4e5f-4a6b-8c7d-0e1f2a3b4c5d', '2025-06-02', 1_748_847_600),
  block('gas at 12 Mill Street', '1969-12-31', 0, REGISTER),
];

describe('a batch of blocks', () => {
  it('of the first release is still read as it was written', () => {
    expect(plain(readBatch(Buffer.from(PACKED_BLOCKS_V1.data.packed, 'base64')))).toEqual(plain(FROZEN));
    expect(Buffer.from(packBatch(FROZEN)).toString('base64')).toBe(PACKED_BLOCKS_V1.data.packed);
  });

  it('comes back as it was, whatever the names, days and types', () => {
    const usagePoint = fc.oneof(
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
      fc.string(),
      fc.constant('same'),
    );
    const day = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-01-01'), noInvalidDate: true });
    const blocks = fc.array(
      fc.tuple(usagePoint, day, fc.nat(), fc.constantFrom(REGISTER, HOURLY, ON_PEAK)).map(([id, date, start, type]) => {
        return block(id, date.toISOString().slice(0, 10), start, type);
      }),
      { maxLength: 20 },
    );
    fc.assert(fc.property(blocks, (given) => expect(plain(readBatch(packBatch(given)))).toEqual(plain(given))));
  });

  it('is written as at first while no block tells a time of use, and keeps its golden bytes when one does', () => {
    expect(packBatch([FROZEN[0]!])[0]).toBe(1);
    expect(Buffer.from(packBatch([FROZEN[0]!, block('u', '2025-09-03', 1_756_882_800, ON_PEAK)])).toString('hex')).toBe(
      '020202020818900105a038000202081890010580eeb102160200016f1b2c3d4e5f4a6b8c7d0e1f2a3b4c5da0bc020e0100901c01f0f4efc1060011010201020175dcbd0210010080f7980101f0cedfc50600110102',
    );
  });

  it('that is cut, too long or of another version is refused, never half read', () => {
    const whole = packBatch(FROZEN);
    for (let end = 0; end < whole.length; end++) expect(() => readBatch(whole.subarray(0, end))).toThrow(RangeError);
    expect(() => readBatch(Uint8Array.of(...whole, 0))).toThrow('bytes left over');
    expect(() => readBatch(Uint8Array.of(9, 0, 0))).toThrow('unknown batch version 9');
  });
});
