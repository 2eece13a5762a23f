import type { ReadingTypeKey } from '../reading-type.js';
import { readingTypeKeyOf, readingTypeKeyText } from '../reading-type.js';
import { VarintReader, VarintWriter } from './varint.js';

/** A packed block with the channel and the local day that it belongs to. */
export interface BatchedBlock {
  readonly usagePointId: string;
  readonly readingType: ReadingTypeKey;
  /** Local calendar day `YYYY-MM-DD`. */
  readonly day: string;
  /** What `packBlock` gave. */
  readonly bytes: Uint8Array;
}

/** Version byte of the packed form of a batch; the second one has a time-of-use part in each reading type, 0 for none. */
const [PLAIN, WITH_TIME_OF_USE] = [1, 2];
/** How a usage point is written: as the one before, as the 16 bytes of its UUID, or as text. */
const [SAME, UUID, TEXT] = [0, 1, 2];
const LOWER_CASE_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DAY = 86_400_000;
/** Bytes that most batches fit. */
const BATCH_ROOM = 262_144;
const HYPHEN = 0x2d;
/** A lower-case hexadecimal digit. */
const digitOf = (code: number): number => (code < 0x40 ? code - 0x30 : code - 0x57);
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Packs many blocks into one run of bytes: each reading type stands once, usage points as 16 bytes, days as numbers. A day
 * of 24 values takes a third of what it takes as JSON.
 */
export function packBatch(blocks: readonly BatchedBlock[]): Uint8Array {
  const out = new VarintWriter(BATCH_ROOM);
  const types = new Map<string, number>();
  // The blocks of a batch share few objects: each is turned into its text once.
  const byObject = new Map<ReadingTypeKey, number>();
  const places = blocks.map(({ readingType }) => {
    let place = byObject.get(readingType);
    if (place !== undefined) return place;
    const key = readingTypeKeyText(readingType);
    place = types.get(key) ?? types.size;
    types.set(key, place);
    byObject.set(readingType, place);
    return place;
  });
  // A batch without time of use is written as the first release wrote it.
  const version = blocks.some(({ readingType }) => readingType.tou !== undefined) ? WITH_TIME_OF_USE : PLAIN;
  out.byte(version!);
  out.unsigned(types.size);
  for (const key of types.keys()) writeType(out, readingTypeKeyOf(key), version === WITH_TIME_OF_USE);
  out.unsigned(blocks.length);
  let previous: string | undefined;
  let [lastDay, dayNumber] = ['', 0];
  for (const [i, { usagePointId, day, bytes }] of blocks.entries()) {
    out.unsigned(places[i]!);
    writeUsagePoint(out, usagePointId, previous);
    previous = usagePointId;
    if (day !== lastDay) [lastDay, dayNumber] = [day, Date.parse(`${day}T00:00:00Z`) / DAY];
    out.signed(dayNumber);
    out.unsigned(bytes.length);
    out.bytes(bytes);
  }
  return out.finish();
}

/** @throws RangeError when the bytes are no batch of a known version. The blocks are views of the bytes given. */
export function readBatch(bytes: Uint8Array): BatchedBlock[] {
  const input = new VarintReader(bytes);
  const version = input.byte();
  if (version !== PLAIN && version !== WITH_TIME_OF_USE) throw new RangeError(`unknown batch version ${version}`);
  const types = Array.from({ length: input.unsigned() }, () => readType(input, version === WITH_TIME_OF_USE));
  const days = new Map<number, string>();
  const blocks: BatchedBlock[] = [];
  let usagePointId = '';
  for (let left = input.unsigned(); left > 0; left--) {
    const readingType = types[input.unsigned()];
    if (!readingType) throw new RangeError('a block of the batch names a reading type that the batch does not hold');
    usagePointId = readUsagePoint(input, usagePointId);
    const number = input.signed();
    let day = days.get(number);
    if (day === undefined) days.set(number, (day = new Date(number * DAY).toISOString().slice(0, 10)));
    blocks.push({ usagePointId, readingType, day, bytes: input.bytes(input.unsigned()) });
  }
  if (!input.atEnd) throw new RangeError('the batch has bytes left over');
  return blocks;
}

function writeType(out: VarintWriter, { tou = 0, ...key }: ReadingTypeKey, withTimeOfUse: boolean): void {
  for (const code of readingTypeKeyText(key).split('.')) out.signed(Number(code));
  if (withTimeOfUse) out.signed(tou);
}

function readType(input: VarintReader, withTimeOfUse: boolean): ReadingTypeKey {
  const [commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength] = Array.from({ length: 7 }, () =>
    input.signed(),
  ) as [number, number, number, number, number, number, number];
  const key = { commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength };
  const tou = withTimeOfUse ? input.signed() : 0;
  return tou === 0 ? key : { ...key, tou };
}

function writeUsagePoint(out: VarintWriter, id: string, previous: string | undefined): void {
  if (id === previous) return out.byte(SAME!);
  if (LOWER_CASE_UUID.test(id)) {
    out.byte(UUID!);
    for (let i = 0; i < id.length; i += 2) {
      if (id.charCodeAt(i) === HYPHEN) i++;
      out.byte((digitOf(id.charCodeAt(i)) << 4) | digitOf(id.charCodeAt(i + 1)));
    }
    return;
  }
  const text = new TextEncoder().encode(id);
  out.byte(TEXT!);
  out.unsigned(text.length);
  out.bytes(text);
}

function readUsagePoint(input: VarintReader, previous: string): string {
  const form = input.byte();
  if (form === SAME) return previous;
  if (form === TEXT) return new TextDecoder('utf-8', { fatal: true }).decode(input.bytes(input.unsigned()));
  if (form !== UUID) throw new RangeError(`unknown form of a usage point: ${form}`);
  const bytes = input.bytes(16);
  const two = (i: number): string => HEX[bytes[i]!]! + HEX[bytes[i + 1]!]!;
  return `${two(0)}${two(2)}-${two(4)}-${two(6)}-${two(8)}-${two(10)}${two(12)}${two(14)}`;
}
