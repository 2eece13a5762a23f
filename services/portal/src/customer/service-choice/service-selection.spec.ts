import { describe, expect, it } from '@jest/globals';
import { services } from '../../testing/demo-consent.js';
import { chosenAfter, listed, partServices, type ServiceEntry } from './service-selection.js';

const entries: ServiceEntry[] = ['Elm', 'Oak', 'Ash'].map((street, index) => ({
  usagePointId: `up-${index}`,
  label: `Electricity, ${index} ${street} Street`,
  note: `Agreement ••••000${index}`,
}));
const all = { search: '', onlyChosen: false };
const ids = (found: readonly ServiceEntry[]) => found.map(({ usagePointId }) => usagePointId);

describe('a long list of services', () => {
  it('is searched by every word of label and note', () => {
    expect(ids(listed(entries, [], all))).toEqual(['up-0', 'up-1', 'up-2']);
    expect(ids(listed(entries, [], { ...all, search: ' OAK electricity' }))).toEqual(['up-1']);
    expect(ids(listed(entries, [], { ...all, search: '0002' }))).toEqual(['up-2']);
    expect(listed(entries, [], { ...all, search: 'oak elm' })).toEqual([]);
  });
  it('shows only the chosen ones', () => expect(ids(listed(entries, ['up-2'], { search: '', onlyChosen: true }))).toEqual(['up-2']));
  it('adds what is listed, and nothing that is not', () => {
    expect(chosenAfter('chooseListed', entries, ['up-0'], { ...all, search: 'oak' })).toEqual(['up-0', 'up-1']);
    expect(chosenAfter('chooseNone', entries, ['up-0'], all)).toEqual([]);
    expect(chosenAfter('search', entries, ['up-0'], { ...all, search: 'ash' })).toEqual(['up-0']);
  });
});

describe('services without anything to share', () => {
  it('are told from the others, with the reason', () => {
    const [electric, gas] = services;
    const noMeter = { ...gas!, usagePointId: 'new', meterNumbers: [] };
    const { available, unavailable } = partServices([electric!, noMeter, { ...gas!, to: 1_000 }, { ...gas!, to: 1_001 }], 1_000);
    expect(available).toEqual([electric, { ...gas, to: 1_001 }]);
    expect(unavailable.map(({ because }) => because)).toEqual(['noMeter', 'ended']);
  });
});
