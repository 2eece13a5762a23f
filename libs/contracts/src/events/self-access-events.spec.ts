import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { SELF_ACCESS_EVENTS_V1 } from './fixtures/self-access-events-v1.js';

it('the binding of a self-access registration is as it was first written', () => {
  const digest = createHash('sha256').update(JSON.stringify(SELF_ACCESS_EVENTS_V1)).digest('hex');
  expect(digest).toBe('6bf68f30e29bb729cf8813f1064534f5790dcdb5c476fb9c5c356d775cf8a13d');
});
