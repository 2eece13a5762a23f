import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { BATCH_PREPARED_V1 } from './fixtures/batch-events-v1.js';
import { BATCH_PREPARED_V2 } from './fixtures/batch-events-v2.js';

it.each([
  [1, BATCH_PREPARED_V1, 'e63880d0d9105241cfa0fa3da137573cd7d3024375378256ebe0d9bba79dda9e'],
  [2, BATCH_PREPARED_V2, '176d70241c54f865c44629aeb6d3098e2f0120936ef736a9f9d8cf849b3d8280'],
])('BatchPrepared of version %s is as it was first written: a stored event never changes its shape', (_version, event, digest) => {
  expect(createHash('sha256').update(JSON.stringify(event)).digest('hex')).toBe(digest);
});
