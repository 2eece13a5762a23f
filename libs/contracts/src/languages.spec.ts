import { describe, expect, it } from '@jest/globals';
import { chooseLanguage } from './languages.js';

describe('the language of a page', () => {
  it.each([
    [{ acceptLanguage: 'es-MX,es;q=0.9,en;q=0.8' }, 'es'],
    [{ acceptLanguage: 'en;q=0.5, ja ; q=0.9' }, 'ja'],
    [{ acceptLanguage: 'de-CH, fr;q=0.7, ja-JP;q=0.1' }, 'ja'],
    [{ acceptLanguage: 'es;q=0, en;q=0.1' }, 'en'],
    [{ acceptLanguage: 'ES-419' }, 'es'],
    [{ asked: 'fr-CA ja', acceptLanguage: 'en' }, 'ja'],
    [{ asked: 'fr', acceptLanguage: 'en' }, 'en'],
    [{ chosen: 'es', asked: 'ja', acceptLanguage: 'en' }, 'es'],
    [{ chosen: 'xx', acceptLanguage: 'ja' }, 'ja'],
  ] as const)('of %j is %s', (hints, language) => expect(chooseLanguage(hints, 'en')).toBe(language));

  it.each([{}, { acceptLanguage: '*' }, { acceptLanguage: ';q=x,,' }, { asked: '  ', acceptLanguage: 'de' }])(
    'of %j is the one that is set',
    (hints) => expect(chooseLanguage(hints, 'ja')).toBe('ja'),
  );
});
