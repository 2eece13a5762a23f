import { describe, expect, it } from '@jest/globals';
import { batchListXml } from './batch-list.js';

describe('batchListXml', () => {
  it('holds each URI, escaped, in the ESPI namespace', () => {
    expect(batchListXml(['https://u.example/Batch/Subscription/1?published-min=a&published-max=b'])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<BatchList xmlns="http://naesb.org/espi">' +
        '<resources>https://u.example/Batch/Subscription/1?published-min=a&amp;published-max=b</resources></BatchList>\n',
    );
  });
});
