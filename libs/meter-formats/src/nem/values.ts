import { type Decimal, scaleExactly } from '../decimal.js';
import { FieldFault } from '../field-fault.js';
import type { NemQuality } from './quality-methods.js';
import { qualityOfMethod } from './quality-methods.js';
import type { NemReason } from './reason-codes.js';

/** A value in the channel's whole numbers, exactly. @throws FieldFault for what cannot be held. */
export function readNumber(text: string, factor: Decimal, field: string): number {
  const value = scaleExactly(text, factor);
  if (typeof value === 'number') return value;
  if (value === 'too-precise') throw new FieldFault<NemReason>('value-too-precise', field, text);
  if (value === 'too-large') throw new FieldFault<NemReason>('value-too-large', field, text);
  throw new FieldFault<NemReason>('value-not-a-number', field, text);
}

/** A value that its quality may take away; never negative. */
export function readValue(text: string, factor: Decimal, { hasValue }: NemQuality, field: string): number | null {
  if (text === '') {
    if (hasValue) throw new FieldFault<NemReason>('value-missing', field, text);
    return null;
  }
  const value = readNumber(text, factor, field);
  if (value < 0) throw new FieldFault<NemReason>('value-negative', field, text);
  return hasValue ? value : null;
}

export function readQuality(text: string, field: string): NemQuality {
  const quality = qualityOfMethod(text);
  if (!quality) throw new FieldFault<NemReason>('quality-method-not-valid', field, text);
  return quality;
}
