import type { RegistrationFault } from '@greenledger/contracts';
import type { FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';

type Words = Messages['registration'];

/** Broken rules as sentences, each for the place of its field. */
export function fieldErrors(faults: readonly (RegistrationFault | { field: string; rule: 'password' })[], words: Words): FieldError[] {
  return faults.map(({ field, rule }) => ({
    field,
    message: rule === 'password' ? words.passwordShort : words.rules[rule](words.labels[field] ?? field),
  }));
}
