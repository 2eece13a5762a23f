import { describe, expect, it } from '@jest/globals';
import { serviceOf } from './routes.js';

describe('serviceOf', () => {
  it.each([
    ['/oauth/token', 'authorization'],
    ['/oauth', 'authorization'],
    ['/oauthentic', 'portal'],
    ['/.well-known/oauth-authorization-server/oauth', 'authorization'],
    ['/DataCustodian/espi/1_1/resource/ReadServiceStatus', 'data-delivery'],
    ['/ingest/v1/meter-files?fileName=/oauth/x', 'meter-ingestion'],
    ['/', 'portal'],
    ['/?next=/oauth/authorize', 'portal'],
    ['/consent/1', 'portal'],
  ])('sends %s to %s', (path, service) => expect(serviceOf(path)).toBe(service));
});
