import { describe, expect, it } from '@jest/globals';
import { chooseFace } from './choose-face.js';

describe('chooseFace', () => {
  it.each([
    [undefined, 'atom'],
    ['', 'atom'],
    ['*/*', 'atom'],
    ['application/atom+xml', 'atom'],
    ['application/json', 'json'],
    ['Text/CSV', 'csv'],
    ['application/x-ndjson', 'ndjson'],
    ['application/vnd.apache.parquet', 'parquet'],
    ['text/csv;q=0.5, application/json', 'json'],
    ['application/json;q=0.5, text/csv;q=0.9', 'csv'],
    ['application/json, */*;q=0.1', 'json'],
    ['*/*;q=0.1, text/csv', 'csv'],
    ['application/json, text/csv', 'json'],
    ['application/json, application/atom+xml', 'atom'],
    ['application/json;q=0', 'atom'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'atom'],
    ['image/png', 'atom'],
  ])('%p is %s', (accept, face) => expect(chooseFace(accept)).toBe(face));

  it.each([
    ['application/x-ndjson', 'atom'],
    ['application/x-ndjson, text/csv;q=0.5', 'csv'],
    ['application/json', 'json'],
  ])('%p is %s where there are JSON and CSV only', (accept, face) => expect(chooseFace(accept, ['json', 'csv'])).toBe(face));
});
