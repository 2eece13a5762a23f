import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { TARIFF_CALENDAR_CHANGED_V1, USAGE_POINT_RATES_CHANGED_V1 } from './fixtures/tariff-events-v1.js';

it.each([
  [TARIFF_CALENDAR_CHANGED_V1, 'c7986211a478661ba4082db8e283cf3dcfdcbcf38332a05232ce8389c52c9411'],
  [USAGE_POINT_RATES_CHANGED_V1, '1b2342fc5613225ca5c15006757c82524248f20e4dcc84affd0079c4ac35fa30'],
])('%s is as it was first written: a stored event never changes its shape', (event, digest) => {
  expect(createHash('sha256').update(JSON.stringify(event)).digest('hex')).toBe(digest);
});
