import { languageOf, type Language } from '@greenledger/contracts';
import { en, type MailMessages } from './en.js';
import { es } from './es.js';
import { ja } from './ja.js';

export type { MailMessages } from './en.js';

/** A catalogue for every language; one that lacks a message does not compile. */
export const CATALOGUES: Readonly<Record<Language, MailMessages>> = { en, es, ja };

/** The words for a person, by the first of the tags that is a language of ours. */
export function wordsFor(tags: ReadonlyArray<string | null | undefined>, fallback: Language): MailMessages {
  const language = tags.map((tag) => languageOf(tag ?? undefined)).find((known) => known !== undefined);
  return CATALOGUES[language ?? fallback];
}
