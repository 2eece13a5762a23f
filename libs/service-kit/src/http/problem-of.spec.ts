import { describe, expect, it } from '@jest/globals';
import { NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { problemOf } from './problem-of.js';

describe('problemOf', () => {
  it('keeps a problem', () => {
    const problem = new ProblemError('conflict', 'The state is newer.');
    expect(problemOf(problem)).toBe(problem);
  });

  it.each([
    [new NotFoundException('Cannot GET /x?token=abc'), 'not-found'],
    [new ServiceUnavailableException('pool is at 10 of 10'), 'unavailable'],
    [Object.assign(new Error('too large'), { statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE' }), 'payload-too-large'],
    [Object.assign(new Error('no parser'), { statusCode: 415, code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }), 'unsupported-media-type'],
    [Object.assign(new Error('upstream'), { statusCode: 404 }), 'internal'],
    [new Error('relation "secret" does not exist'), 'internal'],
    ['a string', 'internal'],
    [undefined, 'internal'],
  ])('%s → %s', (thrown, code) => {
    const problem = problemOf(thrown);
    expect(problem.code).toBe(code);
    expect(problem.message).not.toMatch(/secret|token=|pool/);
  });
});
