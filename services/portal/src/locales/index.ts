import { en, type Messages } from './en.js';

export type { Messages } from './en.js';

/** Every catalogue by its BCP 47 tag. A new language is a module of the type Messages and a line here. */
const CATALOGUES: Readonly<Record<string, Messages>> = { en };

/** The first language of Accept-Language that there is a catalogue for; English otherwise. */
export function messagesFor(acceptLanguage: string | undefined): { readonly locale: string; readonly messages: Messages } {
  const wanted = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag, quality] = part.trim().split(';q=');
    return { language: tag!.split('-')[0]!.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
  });
  wanted.sort((a, b) => b.quality - a.quality);
  const locale = wanted.find(({ language }) => Object.hasOwn(CATALOGUES, language))?.language ?? 'en';
  return { locale, messages: CATALOGUES[locale]! };
}
