import { describe, expect, it } from '@jest/globals';
import { en } from '../../locales/en.js';
import { consentRequest, services } from '../../testing/demo-consent.js';
import { formOf, initialForm, judgeForm, type ConsentOffer } from './consent-form.js';
import { consentText } from './consent-text.js';

const offer: ConsentOffer = {
  text: consentText(consentRequest(), 'Verdant Power', en),
  services,
  timeZone: 'America/Los_Angeles',
  now: Date.parse('2026-06-01T03:00:00Z') / 1000,
};
const words = en.consent.errors;
const good = { dataSets: 'usage', usagePointIds: ['up-gas', 'up-electric'], historyLength: '34128000', duration: 'noEnd', until: '' };
const judge = (changes: Record<string, unknown> = {}) => judgeForm(formOf({ ...good, ...changes }), offer, words);

describe('the consent form', () => {
  it('begins with what was asked for, no personal data, and an end', () => {
    expect(initialForm(offer)).toEqual({
      dataSets: ['usage'],
      usagePointIds: [],
      historyLength: '34128000',
      duration: 'until',
      until: '2027-05-31',
      filter: { search: '', onlyChosen: false },
    });
  });
  it('ticks the only service', () => {
    expect(initialForm({ ...offer, services: services.slice(0, 1) }).usagePointIds).toEqual(['up-electric']);
  });
  it('makes a choice of a full form', () => {
    expect(judge()).toEqual({
      choice: { usagePointIds: ['up-electric', 'up-gas'], dataSets: ['usage'], authorizedUntil: null, historyLength: 34_128_000 },
    });
  });
  it('ends with the last local day', () => {
    // 31 May in California when it is 1 June in UTC; the day itself still counts.
    expect(judge({ duration: 'until', until: '2026-05-31' })).toMatchObject({
      choice: { authorizedUntil: Date.parse('2026-06-01T07:00:00Z') / 1000 },
    });
    expect(judge({ duration: 'oneTime' })).toMatchObject({ choice: { authorizedUntil: Date.parse('2026-06-08T07:00:00Z') / 1000 } });
  });
  it.each([
    [{ usagePointIds: [] }, 'usagePointIds', words.services],
    [{ usagePointIds: 'up-of-another' }, 'usagePointIds', words.servicesGone],
    [{ dataSets: undefined }, 'dataSets', words.dataSets],
    [{ dataSets: 'account' }, 'dataSets', words.dataSets],
    [{ historyLength: '99999999' }, 'historyLength', words.history],
    [{ duration: 'forever' }, 'duration', words.duration],
    [{ duration: 'until', until: '' }, 'until', words.untilMissing],
    [{ duration: 'until', until: '2026-02-30' }, 'until', words.untilMissing],
    [{ duration: 'until', until: '2026-05-30' }, 'until', words.untilPast],
    [{ duration: 'until', until: '2099-01-01' }, 'until', words.untilFar],
  ])('refuses %j at its field', (changes, field, message) => {
    expect(judge(changes)).toEqual({ errors: [{ field, message }] });
  });
  it('names everything that is wrong at once', () => {
    const judged = judgeForm(formOf({}), offer, words);
    expect('errors' in judged && judged.errors.map(({ field }) => field)).toEqual([
      'dataSets',
      'usagePointIds',
      'historyLength',
      'duration',
    ]);
  });
});
