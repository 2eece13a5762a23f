import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { POWER_QUALITY_SUMMARY_CHANGED_V1 } from './fixtures/power-quality-events-v1.js';

it('PowerQualitySummaryChanged is as it was first written: a stored event never changes its shape', () => {
  const digest = createHash('sha256').update(JSON.stringify(POWER_QUALITY_SUMMARY_CHANGED_V1)).digest('hex');
  expect(digest).toBe('9f3e0d312a1b74e0147d4fde8f5c40bad4bbb6503801039ca465037d545b4478');
});
