import { ProblemError } from '@greenledger/contracts';
import type { FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';

const LONGEST = 100_000;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What the operator entered, to be shown again when it is refused. */
export interface EnteredDefinition {
  readonly name: string;
  readonly text: string;
  /** The newest version that the operator saw; 0 for a new profile. */
  readonly expectedVersion: number;
}

type Judged =
  | { readonly entered: EnteredDefinition; readonly definition: Readonly<Record<string, unknown>> }
  | { readonly entered: EnteredDefinition; readonly errors: readonly FieldError[] };

/** Reads the form as far as it can be judged without meter-ingestion. @param name of the profile; undefined when the form asks for it */
export function readDefinitionForm(
  body: Readonly<Record<string, unknown>>,
  name: string | undefined,
  words: Messages['operatorSources'],
): Judged {
  const text = (field: string): string => (typeof body[field] === 'string' ? body[field] : '');
  const entered = {
    name: name ?? text('name').trim(),
    text: text('definition'),
    expectedVersion: Number.parseInt(text('expectedVersion'), 10) || 0,
  };
  const errors: FieldError[] = [];
  if (!NAME.test(entered.name) || entered.name === 'new') errors.push({ field: 'name', message: words.badName });
  let definition: unknown;
  if (entered.text.length > LONGEST) errors.push({ field: 'definition', message: words.tooLong });
  else {
    try {
      definition = JSON.parse(entered.text);
      if (typeof definition !== 'object' || definition === null || Array.isArray(definition)) {
        errors.push({ field: 'definition', message: words.notObject });
      }
    } catch (error) {
      errors.push({ field: 'definition', message: words.notJson((error as Error).message) });
    }
  }
  return errors.length > 0 ? { entered, errors } : { entered, definition: definition as Readonly<Record<string, unknown>> };
}

/** The faults that meter-ingestion found, each as an error of the field; others are not the form's. @throws the error itself */
export function definitionErrors(error: unknown): readonly FieldError[] {
  if (!(error instanceof ProblemError)) throw error;
  const { faults } = error.members;
  if (error.code === 'invalid-body' && Array.isArray(faults))
    return faults.map((fault) => ({ field: 'definition', message: String(fault) }));
  if (['invalid-body', 'invalid-parameter', 'conflict'].includes(error.code)) return [{ field: 'definition', message: error.message }];
  throw error;
}
