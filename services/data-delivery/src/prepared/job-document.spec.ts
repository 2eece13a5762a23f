import { describe, expect, it } from '@jest/globals';
import { jobDocument } from './job-document.js';
import type { Job } from './prepared-job.js';

const at = (seconds: number): Date => new Date(1_800_000_000_000 + seconds * 1000);
const running: Job = {
  jobId: 'j',
  thirdPartyId: 't',
  clientId: 'c',
  applicationInformationId: 'a',
  of: { authorizationId: 'z' },
  asked: { name: 'Batch/Subscription', shape: 'Batch', single: false },
  query: {},
  resourceUri: 'https://u.example/r',
  selfUri: 'https://u.example/r?depth=1',
  face: 'csv',
  transaction: undefined,
  correlationId: 'x',
  state: 'running',
  done: 25,
  total: 100,
  error: undefined,
  attempts: 1,
  createdAt: at(0),
  startedAt: at(10),
  finishedAt: undefined,
  expiresAt: undefined,
  result: undefined,
};
const now = at(20).getTime();

describe('jobDocument', () => {
  it('estimates the end from how far it has come', () => {
    const document = jobDocument(running, 'https://u.example', now);
    expect(document.progress).toEqual({ unit: 'blocks', done: 25, total: 100 });
    expect(document.estimatedCompletion).toBe(at(50).toISOString());
    expect(document).toMatchObject({ result: null, error: null, resource: 'https://u.example/r?depth=1' });
  });

  it.each([
    ['nothing is done', { done: 0 }],
    ['the whole is unknown', { total: undefined }],
    ['it waits', { state: 'queued' as const }],
  ])('estimates nothing while %s', (_name, difference) => {
    expect(jobDocument({ ...running, ...difference }, 'https://u.example', now).estimatedCompletion).toBeNull();
  });

  it('tells where a result is that is kept in no file', () => {
    const { result } = jobDocument({ ...running, state: 'ready' }, 'https://u.example', now);
    expect(result).toEqual({ href: 'https://u.example/r?depth=1&correlationID=x', bytes: null, storedBytes: null, storedSha256: null });
  });

  it('tells where the result is only while it is there', () => {
    const result = { storedBytes: 1, plainBytes: 2, sha256: 'ab' };
    const ready = jobDocument({ ...running, state: 'ready', result }, 'https://u.example', now);
    expect(ready.result).toEqual({ href: 'https://u.example/r?depth=1&correlationID=x', bytes: 2, storedBytes: 1, storedSha256: 'ab' });
    expect(jobDocument({ ...running, state: 'expired', result }, 'https://u.example', now).result).toBeNull();
  });
});
