import { RECEIPT_CODE } from './customer-answers.js';
import { authorization, AUTHORIZATION_ID, consentRequest, thirdParty } from './demo-consent.js';
import type { World } from './portal-stack.js';

const own = `/authorizations/${AUTHORIZATION_ID}`;
const PAPER_ID = 'b0000000-0000-4000-8000-000000000001';

export const PUBLIC_PAGES = [
  '/',
  '/sign-in',
  '/sign-in/provider',
  '/docs/errors',
  '/demo/mail',
  `/receipts/${RECEIPT_CODE}`,
  `/receipts/${RECEIPT_CODE}/end`,
  '/no/such/page',
  '/guest',
  '/guest/code',
  '/consent/sandbox-1',
];
export const CUSTOMER_PAGES = [
  '/consent/interaction-1',
  '/authorizations',
  own,
  `${own}/revoke`,
  `${own}/edit`,
  `${own}/report`,
  '/share',
  `/share/${thirdParty.thirdPartyId}`,
  '/received',
  '/received?from=x',
  '/my-usage?from=2026-06-01&to=2026-06-30',
  '/my-usage?from=2026-09-01&to=2026-11-30',
  '/my-usage?service=up-gas&from=2020-01-01&to=2020-01-02',
  '/my-usage?from=x',
  '/consent/over',
  '/my-token',
];
/** Pages for companies that nobody has to be signed in for. */
export const COMPANY_PUBLIC_PAGES = [
  '/third-party',
  '/third-party/register',
  '/third-party/registered',
  '/third-party/sign-in',
  '/third-party/confirm/no-such-link',
  '/third-party/invitation/no-such-link',
  '/directory',
];
export const COMPANY_PAGES = [
  '/third-party/company',
  '/third-party/credentials',
  '/third-party/details',
  '/third-party/people',
  '/third-party/security',
];
export const OPERATOR_PAGES = [
  '/operator/third-parties',
  `/operator/third-parties/${thirdParty.thirdPartyId}`,
  '/operator/paper',
  '/operator/paper/new',
  `/operator/paper/new?customerNumber=4711&thirdPartyId=${thirdParty.thirdPartyId}`,
  `/operator/paper/${PAPER_ID}`,
];

/** An environment in which every part of the pages shows: a provider that is away has a button, and an error page. */
export const EVERYTHING = { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'portal', OIDC_PROVIDER_NAME: 'Elsewhere' };

/** Something of each kind, so that no list is empty. */
export function fillWorld(world: World): void {
  world.requests.set('sandbox-1', consentRequest({ interactionId: 'sandbox-1', sandbox: true }));
  world.authorizations.push(
    authorization({
      authorizationId: 'a-2',
      thirdPartyName: 'Heat Pump Advice Cooperative',
      status: 'revoked',
      ended: { at: '2026-06-30T12:00:00Z', by: 'customer', reason: '' },
    }),
  );
  const times = { createdAt: '2026-06-01T10:00:00Z', expiresAt: '2027-06-01T10:00:00Z', lastUsedAt: null };
  world.tokens.push({ tokenId: 't-1', label: 'Home controller', authorizationId: 'a-1', ...times, live: true });
  world.papers.push({
    paperId: PAPER_ID,
    thirdPartyId: thirdParty.thirdPartyId,
    thirdPartyName: thirdParty.name,
    customerId: 'c',
    choice: { usagePointIds: ['up-electric'], dataSets: ['usage'], authorizedUntil: null, historyLength: 2_592_000 },
    reason: 'The customer has no computer.',
    evidenceDigest: 'e'.repeat(64),
    enteredBy: 'somebody',
    enteredAt: '2026-06-01T10:00:00Z',
    state: 'waiting',
  });
}
