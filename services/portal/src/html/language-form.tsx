import { LANGUAGES } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { LANGUAGE_NAMES } from '../locales/index.js';

interface Props {
  readonly locale: string;
  /** What the form is for, for those who do not see it. */
  readonly label: string;
  readonly csrf: string;
  /** Path and query of the present page. */
  readonly backTo: string;
}

/** One button for each language, each in its own words. */
export function LanguageForm({ locale, label, csrf, backTo }: Props): VNode {
  return (
    <form method="post" action="/language" class="languages" aria-label={label}>
      <input type="hidden" name="_csrf" value={csrf} />
      <input type="hidden" name="backTo" value={backTo} />
      {LANGUAGES.map((language) => (
        <button
          type="submit"
          name="language"
          value={language}
          lang={language}
          class="link-button"
          aria-current={language === locale ? 'true' : undefined}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </form>
  );
}
