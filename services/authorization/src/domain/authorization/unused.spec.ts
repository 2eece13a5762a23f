import { expect, it } from '@jest/globals';
import type { AuthorizationEvent } from '@greenledger/contracts';
import { decideAuthorization, evolveAuthorization, initialAuthorization } from './index.js';

const DAY = 86_400;
const START = 1_780_000_000;
const granted: AuthorizationEvent = {
  type: 'AuthorizationGranted',
  data: {
    authorizationId: 'a-1',
    thirdPartyId: 'tp-1',
    customerId: 'c-1',
    scope: 'FB=4',
    consent: { textDigest: 'aa', locale: 'en', method: 'online' },
    terms: {
      usagePointIds: ['up-1'],
      dataSets: ['usage'],
      authorizedPeriod: { start: START, end: null },
      publishedPeriod: { start: START, end: null },
      historyLength: 1000,
      purpose: 'energy advice',
    },
  },
};
const state = evolveAuthorization(initialAuthorization, granted);

it('counts what was released in bulk, of which the stream tells nothing, as use', () => {
  const at = START + 400 * DAY;
  const ending = (lastUsedAt?: number) => decideAuthorization(state, { type: 'endUnused', at, afterSeconds: 365 * DAY, lastUsedAt });
  expect(ending()).toMatchObject([{ type: 'AuthorizationExpired', data: { expiredAt: START + 365 * DAY } }]);
  expect(ending(START + 30 * DAY)).toMatchObject([{ type: 'AuthorizationExpired', data: { expiredAt: START + 395 * DAY } }]);
  expect(ending(START + 36 * DAY)).toEqual([]);
});
