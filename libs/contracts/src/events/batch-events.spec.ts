import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { BATCH_PREPARED_V1 } from './fixtures/batch-events-v1.js';

it('BatchPrepared is as it was first written: a stored event never changes its shape', () => {
  const digest = createHash('sha256').update(JSON.stringify(BATCH_PREPARED_V1)).digest('hex');
  expect(digest).toBe('e63880d0d9105241cfa0fa3da137573cd7d3024375378256ebe0d9bba79dda9e');
});
