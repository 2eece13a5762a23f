import { describe, expect, it } from '@jest/globals';
import { services } from '../../testing/demo-consent.js';
import { enDownload } from '../../locales/en/download.js';
import { chosenBy, downloadForm, downloadQuery } from './download-form.js';

const ZONE = 'America/Los_Angeles';
const NOW = Date.parse('2026-07-01T06:30:00Z') / 1000;
const chosen = (query: Record<string, string>) => chosenBy(downloadForm(query, ZONE, NOW), services, ZONE, enDownload);

describe('what is shown', () => {
  it('is the last thirty local days of all services when nothing is said', () => {
    const form = downloadForm({}, ZONE, NOW);
    // Half past eleven in the evening of the last of June, there.
    expect(form).toEqual({ service: '', from: '2026-06-01', to: '2026-06-30' });
    const start = Date.parse('2026-06-01T07:00:00Z') / 1000;
    expect(chosenBy(form, services, ZONE, enDownload)).toEqual({ chosen: { services, start, end: start + 30 * 86_400 } });
    expect(downloadQuery(form)).toBe('?from=2026-06-01&to=2026-06-30');
  });

  it('counts both days whole, over a clock change', () => {
    const result = chosen({ service: 'up-gas', from: '2025-11-02', to: '2025-11-02' });
    expect(result).toEqual({ chosen: { services: [services[1]], start: 1_762_066_800, end: 1_762_066_800 + 25 * 3600 } });
  });

  it('is nothing for a service that is not the customer’s', () => {
    expect(chosen({ service: 'up-other' })).toMatchObject({ chosen: { services: [] } });
  });

  it.each([
    [{ from: 'soon' }, 'from', enDownload.dayWrong],
    [{ to: '2026-02-30' }, 'from', enDownload.dayWrong],
    [{ from: '2026-06-02', to: '2026-06-01' }, 'to', enDownload.reversed],
    [{ from: '2020-01-01', to: '2026-06-01' }, 'from', enDownload.tooLong],
  ])('refuses %p', (query, field, message) => {
    expect(chosen(query as Record<string, string>)).toMatchObject({ errors: expect.arrayContaining([{ field, message }]) });
  });
});
