import { describe, expect, it } from '@jest/globals';
import { CATALOGUES, wordsFor } from './index.js';

const MARKERS = ['⟨a⟩', '⟨b⟩'];
const MAIL = { kind: 'decision', company: '⟨a⟩', reason: '⟨b⟩', decision: 'hold', days: 7 };

/** Every text by its path, with markers for names; counted ones for one and for several. */
function textsOf(node: unknown, path = ''): Map<string, string> {
  if (typeof node === 'string') return new Map([[path, node]]);
  if (typeof node === 'function') {
    const say = node as (...given: unknown[]) => unknown;
    if (path.endsWith('.before')) return textsOf(say(MAIL), path);
    if (path === '.list') return textsOf(say(MARKERS), path);
    if (path !== '.serviceCount') return textsOf(say(...MARKERS), path);
    return textsOf({ one: say(1), several: say(7) }, path);
  }
  return new Map(Object.entries(node as object).flatMap(([key, value]) => [...textsOf(value, `${path}.${key}`)]));
}
const english = textsOf(CATALOGUES.en);

describe.each(['es', 'ja'] as const)('the mails in %s', (language) => {
  const texts = textsOf(CATALOGUES[language]);

  it('say everything that the English ones say, of the same companies and days', () => {
    expect([...texts.keys()]).toEqual([...english.keys()]);
    const lost = [...texts].filter(([path, text]) => MARKERS.some((mark) => english.get(path)!.includes(mark) && !text.includes(mark)));
    expect(lost).toEqual([]);
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
  it('hold no English', () => {
    const left = [...texts].filter(([path, text]) => text === english.get(path) && /[A-Za-z]{2}/.test(text));
    expect(left).toEqual([]);
  });
});

describe('the words for a person', () => {
  it.each([
    [['es', 'ja'], 'es'],
    [[null, 'ja-JP'], 'ja'],
    [[undefined, 'de'], 'es'],
  ] as const)('of %j are in %s', (tags, language) => expect(wordsFor(tags, 'es').tag).toBe(language));
});
