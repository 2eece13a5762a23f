import { describe, expect, it } from '@jest/globals';
import { counted } from './counted.js';
import { CATALOGUES } from './index.js';

/** Arguments that can be found again in a text, and stand for numbers where numbers are compared. */
const MARKERS = ['⟨a⟩', '⟨b⟩', '⟨c⟩'];
const NUMBERS = [1, 2, 7, 1234];

type Say = (...given: unknown[]) => unknown;

/**
 * Every text of a catalogue by its path. A function gives its text with markers, and where it counts, with numbers: which of
 * the two its English twin says, so that both are asked the same.
 */
function textsOf(node: unknown, twin: unknown, path = ''): Map<string, string> {
  if (typeof node === 'string') return new Map([[path, node]]);
  if (typeof node === 'number') return new Map();
  if (typeof node === 'function') {
    const sets = argumentsFor(twin as Say);
    return new Map(sets.flatMap((given) => [...textsOf((node as Say)(...given), undefined, `${path}(${given.join()})`)]));
  }
  const twins = (twin ?? {}) as Record<string, unknown>;
  return new Map(Object.entries(node as object).flatMap(([key, value]) => [...textsOf(value, twins[key], `${path}.${key}`)]));
}

function argumentsFor(say: Say): unknown[][] {
  const parameters = /^[^=]*/.exec(String(say))![0];
  if (/items/.test(parameters)) return [[MARKERS]];
  if (
    !/seconds|count|number|total|days|services|readings|index|all|minutes/.test(parameters) ||
    /number: string|agreement/.test(String(say))
  )
    return [MARKERS];
  return NUMBERS.map((number) => [number, number, number]);
}
/** The paths in their order inside each part of the catalogue. */
const bySection = (texts: ReadonlyMap<string, string>): string[] =>
  [...texts.keys()].sort((a, b) => a.split('.')[1]!.localeCompare(b.split('.')[1]!));
const markersIn = (text: string): string[] => MARKERS.filter((marker) => text.includes(marker));

const english = textsOf(CATALOGUES.en, CATALOGUES.en);
/** The product's name, figures, codes, and words that are the same in both languages. */
const SAME =
  /^[\d\s$.,·–-]+(kWh)?$|Share My Data|^E-TOU-C$|^1 Sample Street|^Smart Thermostat|^(Token|OAuth|ApplicationInformation|JWK Set)$|^SHA-256|JSON|^⟨|csvColumns/;

describe.each(['es', 'ja'] as const)('the catalogue %s', (language) => {
  const texts = textsOf(CATALOGUES[language], CATALOGUES.en);

  it('has the same texts as the English one, none empty', () => {
    const filled = [...english].filter(([, text]) => text !== '').map(([path]) => path);
    expect(filled.filter((path) => !texts.get(path)?.trim())).toEqual([]);
    // Tables take the heads of their columns in the order of the catalogue.
    expect(bySection(texts)).toEqual(bySection(english));
    // An error page never falls back on the English words of a service.
    expect([...texts].filter(([path, text]) => path.startsWith('.errors') && !text)).toEqual([]);
  });
  it('says the same of the same companies, days and utilities', () => {
    const differ = [...texts].filter(([path, text]) => {
      const wanted = markersIn(english.get(path) ?? '');
      // "day" or "month" is handed in to be said in the words of the language.
      const translated = path.startsWith('.download.chart') ? MARKERS.slice(2) : [];
      return wanted.some((marker) => !text.includes(marker) && !translated.includes(marker));
    });
    expect(differ).toEqual([]);
  });
  it('leaves nothing in English', () => {
    const left = [...texts].filter(([path, text]) => text === english.get(path) && !SAME.test(text) && !SAME.test(path));
    expect(left.filter(([, text]) => /[A-Za-z]{4}/.test(text)).map(([path, text]) => `${path}: ${text}`)).toEqual([]);
  });
  it('speaks politely', () => {
    const rude =
      language === 'es' ? /(?<!\p{L})(tú|tus?|tuyos?|vosotros|puedes|tienes|quieres|haz)(?!\p{L})/iu : /(君|あなた|だ。|である。)/;
    expect([...texts].filter(([, text]) => rude.test(text))).toEqual([]);
  });
});

describe('counted', () => {
  const lecturas = { one: 'lectura', many: 'de lecturas', other: 'lecturas' };
  it.each([
    [0, '0 lecturas'],
    [1, '1 lectura'],
    [1344, '1,344 lecturas'],
    [1_000_000, '1,000,000 de lecturas'],
  ])('writes %d in Spanish as %s', (number, text) => expect(counted('es')(number, lecturas)).toBe(text));
});
