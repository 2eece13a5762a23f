/** The languages that people are spoken to in, as BCP 47 tags. A new one is an entry here and a catalogue wherever that no longer compiles. */
export const LANGUAGES = ['en', 'es', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The cookie that keeps a visitor's own choice. All services are one origin, so every page of it can follow the choice. */
export const LANGUAGE_COOKIE = 'gl_language';

/** The cookie that keeps what a company asked for with `ui_locales` until the browser is closed. */
export const ASKED_LANGUAGE_COOKIE = 'gl_language_asked';

/** Where a language is written before numbers and dates: the forms of the United States for English and Spanish. */
export const FORMAT_TAGS: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-US', ja: 'ja-JP' };

/** What is known of a visitor's language, all of it as it came. */
export interface LanguageHints {
  /** The visitor's own choice. */
  readonly chosen?: string | undefined;
  /** `ui_locales` of the authorize request: tags in order of preference, separated by spaces (OpenID Connect Core section 3.1.2.1). */
  readonly asked?: string | undefined;
  /** RFC 9110 section 12.5.4. */
  readonly acceptLanguage?: string | undefined;
}

/** The language of a page: the visitor's own choice, else what the company asked for, else the browser's, else `fallback`. */
export function chooseLanguage({ chosen, asked, acceptLanguage }: LanguageHints, fallback: Language): Language {
  return languageOf(chosen) ?? languageAsked(asked) ?? firstLanguage(acceptedTags(acceptLanguage)) ?? fallback;
}

/** The language of a tag with or without region (`es`, `es-MX`); undefined when it is none of ours. */
export function languageOf(tag: string | undefined): Language | undefined {
  const primary = tag?.trim().split('-')[0]!.toLowerCase();
  return LANGUAGES.find((language) => language === primary);
}

/** The first of the languages of `ui_locales` that is ours. */
export const languageAsked = (uiLocales: string | undefined): Language | undefined => firstLanguage((uiLocales ?? '').split(' '));

const firstLanguage = (tags: readonly string[]): Language | undefined => tags.map(languageOf).find((language) => language !== undefined);

/** Most wanted first; what has the weight 0 is not wanted at all. */
function acceptedTags(acceptLanguage = ''): string[] {
  const ranges = acceptLanguage.split(',').map((part) => {
    const [tag, weight] = part.trim().split(/\s*;\s*q=/i);
    return { tag: tag!, weight: weight === undefined ? 1 : Number(weight) };
  });
  return ranges
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
