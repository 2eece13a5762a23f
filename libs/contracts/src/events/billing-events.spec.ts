import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { BILLING_SUMMARY_CHANGED_V1 } from './fixtures/billing-events-v1.js';

describe('the frozen shape of a billing summary', () => {
  it('is as it was first written: a stored event never changes its shape', () => {
    const digest = createHash('sha256').update(JSON.stringify(BILLING_SUMMARY_CHANGED_V1)).digest('hex');
    expect(digest).toBe('54512ea4ae77711bac04d5e587d3c0dc2eb2a22ff04f5473b89d1f9723c351af');
  });
});
