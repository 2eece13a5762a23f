import { describe, expect, it } from '@jest/globals';
import { certificateAge } from './certificate-age.js';

describe('the age of a certificate', () => {
  const notAfter = new Date('2027-06-30T12:00:00Z');

  it.each([
    ['2027-05-30T11:59:59Z', { state: 'good', days: 31 }],
    ['2027-05-31T12:00:00Z', { state: 'ending', days: 30 }],
    ['2027-06-01T12:00:00Z', { state: 'ending', days: 29 }],
    ['2027-06-30T11:59:59Z', { state: 'ending', days: 0 }],
    ['2027-06-30T12:00:00Z', { state: 'ended', days: 0 }],
  ] as const)('at %s', (now, expected) => {
    expect(certificateAge(notAfter, new Date(now))).toEqual(expected);
  });
});
