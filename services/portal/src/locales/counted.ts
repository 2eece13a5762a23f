import { FORMAT_TAGS, type Language } from '@greenledger/contracts';

/** The forms of a noun after a number. Spanish has `many` for whole millions: «1,000,000 de lecturas». */
export interface NounForms {
  readonly one: string;
  readonly many?: string;
  readonly other: string;
}

/** Numbers in the way of a language. */
export const numberIn = (language: Language): Intl.NumberFormat => new Intl.NumberFormat(FORMAT_TAGS[language]);

/** Writes a number with the form of the noun that goes with it: `counted('en')(2, { one: 'service', other: 'services' })`. */
export function counted(language: Language): (count: number, forms: NounForms) => string {
  const rules = new Intl.PluralRules(FORMAT_TAGS[language]);
  const number = numberIn(language);
  return (count, forms) => {
    const category = rules.select(count);
    const noun = category === 'one' ? forms.one : category === 'many' ? (forms.many ?? forms.other) : forms.other;
    return `${number.format(count)} ${noun}`;
  };
}
