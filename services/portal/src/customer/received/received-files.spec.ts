import { describe, expect, it } from '@jest/globals';
import { en } from '../../locales/en.js';
import { release } from '../../testing/demo-consent.js';
import { receivedCsv, receivedJson } from './received-files.js';

const releases = [
  { ...release('r-2', '2026-06-02T10:00:00Z', 0), thirdPartyName: '=HYPERLINK("https://evil.example")' },
  release('r-1', '2026-06-01T10:00:00Z', 1344),
];

describe('the files of deliveries', () => {
  it('hold one line each, with no formula in it', () => {
    const [head, first, second, end] = receivedCsv(releases, en.received).split('\r\n');
    expect(head!.split(',')).toHaveLength(11);
    expect(first).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(first).toContain(',0,,,');
    expect(second).toMatch(/^2026-06-01T10:00:00Z,Sunny Roofs,a0000000-.*,r-1,Batch\/Subscription,usage,1,1344,2026-03-01T08:00:00.000Z,/);
    expect(end).toBe('');
  });
  it('name no internal id of a service', () => {
    expect(JSON.parse(receivedJson(releases)).releases).toHaveLength(2);
    expect(receivedJson(releases)).not.toContain('up-electric');
  });
});
