import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { SANDBOX_EVENTS_V1 } from './fixtures/sandbox-events-v1.js';

it('grants and releases of the sandbox are as they were first written', () => {
  const digest = createHash('sha256').update(JSON.stringify(SANDBOX_EVENTS_V1)).digest('hex');
  expect(digest).toBe('39617edf255e19061ea58ddab66f49968f36967fa782d577573ebafa87789276');
});
