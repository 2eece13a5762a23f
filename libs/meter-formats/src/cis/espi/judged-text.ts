import { FieldFault } from '../../field-fault.js';
import { LONGEST_FIELD } from '../cis-row.js';
import type { CisReason } from '../reason-codes.js';

/** The fault of an element of an entry. */
export class ElementFault extends FieldFault<CisReason> {}

/** Marks that stand for hidden digits, as delivered feeds write them. */
const MASK = /[\u2022\u25cf\u2217]|\*{2,}/;

/** @throws ElementFault `field-missing`, `field-too-long`. */
export function needed(text: string | undefined, element: string): string {
  if (text === undefined || text === '') throw new ElementFault('field-missing', element, '');
  return maybe(text, element)!;
}

/** @throws ElementFault `field-too-long`. */
export function maybe(text: string | undefined, element: string): string | undefined {
  if (text !== undefined && text.length > LONGEST_FIELD) throw new ElementFault('field-too-long', element, '');
  return text;
}

/** A number that tells one thing from all others. @throws ElementFault `number-masked` and what `needed` throws */
export function wholeNumberOf(text: string | undefined, element: string): string {
  const number = needed(text, element);
  if (MASK.test(number)) throw new ElementFault('number-masked', element, number);
  return number;
}

/** A moment in seconds; undefined stays. @throws ElementFault `date-not-valid`. */
export function momentOrFault(moment: number | undefined, element: string): number | undefined {
  if (moment !== undefined && !(moment >= 0)) throw new ElementFault('date-not-valid', element, '');
  return moment;
}
