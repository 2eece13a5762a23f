import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { REINSTATEMENT_EVENTS_V1 } from './fixtures/reinstatement-events-v1.js';

it('the reinstatement is as it was first written', () => {
  const digest = createHash('sha256').update(JSON.stringify(REINSTATEMENT_EVENTS_V1)).digest('hex');
  expect(digest).toBe('e7936798c667a4f2e29773bdaaf3c8ea3785f33e7c848fe6afcdae42617afad9');
});
