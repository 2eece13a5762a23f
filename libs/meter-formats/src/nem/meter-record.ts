import type { Decimal } from '../decimal.js';
import { FieldFault } from '../field-fault.js';
import type { ChannelType } from '../meter-readings.js';
import { type NemOptions, suffixOf } from './nem-options.js';
import type { NemReason } from './reason-codes.js';
import { unitOf } from './units.js';

/** The stream that a 200 record (or the first half of a 250 record) opens. */
export interface NemStream {
  readonly meterNumber: string;
  /** NMI suffix. */
  readonly suffix: string;
  readonly channel: ChannelType;
  readonly factor: Decimal;
  /** Values of a day; 0 for registers. */
  readonly intervals: number;
}

const ELECTRICITY = 1;
const BULK_QUANTITY = 1;
const DELTA_DATA = 4;
const MINUTES_OF_DAY = 1_440;
const LENGTHS: ReadonlySet<string> = new Set(['1', '5', '10', '15', '30', '60']);

/** A 200 record, judged: NMI, configuration, register id, suffix, MDM stream, serial, unit, interval length, next read date. */
export function readMeterRecord(fields: readonly string[], options: NemOptions): NemStream {
  const [, nmi = '', , , suffix = '', , serial = '', unit = '', length = ''] = fields;
  const known = readSuffix(suffix, options);
  const measured = readUnit(unit || (known.unit ?? ''), options);
  if (!LENGTHS.has(length)) throw new FieldFault<NemReason>('interval-length-not-valid', 'interval length', length);
  const { kind, uom, powerOfTenMultiplier, factor } = measured;
  return {
    meterNumber: meterNumberOf(nmi, suffix, serial, options),
    suffix,
    channel: {
      commodity: ELECTRICITY,
      flowDirection: known.flowDirection,
      accumulationBehaviour: DELTA_DATA,
      kind,
      uom,
      powerOfTenMultiplier,
      intervalLength: Number(length) * 60,
    },
    factor,
    intervals: MINUTES_OF_DAY / Number(length),
  };
}

/** The stream of a 250 record: a register, whose direction is a field of its own. */
export function readRegister(fields: readonly string[], options: NemOptions): NemStream {
  const [, nmi = '', , , suffix = '', , serial = '', direction = ''] = fields;
  expectSuffix(suffix);
  if (direction !== 'E' && direction !== 'I') throw new FieldFault<NemReason>('direction-not-valid', 'direction indicator', direction);
  const { kind, uom, powerOfTenMultiplier, factor } = readUnit(fields[19] ?? '', options);
  return {
    meterNumber: meterNumberOf(nmi, suffix, serial, options),
    suffix,
    channel: {
      commodity: ELECTRICITY,
      flowDirection: direction === 'E' ? 1 : 19,
      accumulationBehaviour: BULK_QUANTITY,
      kind,
      uom,
      powerOfTenMultiplier,
      intervalLength: 0,
    },
    factor,
    intervals: 0,
  };
}

function meterNumberOf(nmi: string, suffix: string, serial: string, { meterNumber = 'nmi' }: NemOptions): string {
  if (!/^[A-Za-z0-9]{1,11}$/.test(nmi)) throw new FieldFault<NemReason>('nmi-not-valid', 'NMI', nmi);
  if (meterNumber === 'nmi') return nmi;
  if (meterNumber === 'nmi-suffix') return `${nmi}-${suffix}`;
  if (serial === '') throw new FieldFault<NemReason>('meter-serial-blank', 'meter serial number', serial);
  return serial;
}

function expectSuffix(suffix: string): void {
  if (!/^[A-Za-z0-9]{2}$/.test(suffix)) throw new FieldFault<NemReason>('suffix-not-valid', 'NMI suffix', suffix);
}

function readSuffix(suffix: string, options: NemOptions): NonNullable<ReturnType<typeof suffixOf>> {
  expectSuffix(suffix);
  const known = suffixOf(suffix, options);
  if (!known) throw new FieldFault<NemReason>('unknown-suffix', 'NMI suffix', suffix);
  return known;
}

function readUnit(word: string, { powerOfTenMultiplier = 0 }: NemOptions): NonNullable<ReturnType<typeof unitOf>> {
  if (word === '') throw new FieldFault<NemReason>('unit-missing', 'unit of measure', word);
  const unit = unitOf(word, powerOfTenMultiplier);
  if (!unit) throw new FieldFault<NemReason>('unknown-unit', 'unit of measure', word);
  return unit;
}
