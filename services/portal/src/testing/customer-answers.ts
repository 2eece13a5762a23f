import {
  ProblemError,
  type AuthorizationView,
  type ConsentChoice,
  type ReceiptView,
  type RequestOf,
  type Terms,
} from '@greenledger/contracts';
import { AUTHORIZATION_ID, thirdParty } from './demo-consent.js';
import type { Responder } from '@greenledger/testing';
import type { World } from './portal-stack.js';

export const RECEIPT_CODE = 'r'.repeat(48);

/** What the stand-in of authorization answers beyond one consent request. Its judgement of a change is a short copy of the real one. */
export function customerAnswers(world: World): Parameters<typeof Responder.start>[1] {
  const own = ({ authorizationId, customerId }: { authorizationId: string; customerId: string }): AuthorizationView => {
    const found = world.authorizations.find((one) => one.authorizationId === authorizationId && one.customerId === customerId);
    if (!found) throw new ProblemError('not-found', 'There is no such authorization.');
    return found;
  };
  const preview = (request: RequestOf<'authorization.preview-modification'>) => {
    const { terms: before, termsVersion } = own(request);
    const after = termsOf(before, request.choice);
    return { change: compare(before, after), before, after, termsVersion };
  };
  return {
    'authorization.describe-sharing-offer': () => ({
      thirdParty: { ...thirdParty, ...world.profile },
      scope: thirdParty.scopes[0]!,
      offer: { dataSets: ['billing', 'usage'], historyLength: 34_128_000 },
    }),
    'authorization.preview-modification': preview,
    'authorization.modify-authorization': (request) => {
      const { change, after, termsVersion } = preview(request);
      if (request.expectedTermsVersion !== termsVersion) throw new ProblemError('conflict', 'The terms were changed meanwhile.');
      if (change !== 'narrowed' && !request.consent) throw new ProblemError('invalid-body', 'The change needs consent.');
      world.authorizations = world.authorizations.map((one) =>
        one.authorizationId === request.authorizationId ? { ...one, terms: after, termsVersion: termsVersion + 1 } : one,
      );
      return { version: termsVersion + 1 };
    },
    'authorization.grant-from-account': () => ({ authorizationId: AUTHORIZATION_ID }),
    'authorization.list-third-parties': () => ({
      thirdParties: [
        thirdParty,
        { ...thirdParty, thirdPartyId: 't-2', name: 'Not Yet', status: 'review' as const },
        ...world.furtherCompanies,
      ],
    }),
    'authorization.list-receipts': () => ({ receipts: receiptView(world).receipts }),
    'authorization.get-receipt': ({ code }) => {
      if (code !== RECEIPT_CODE) throw new ProblemError('not-found', 'There is no such receipt.');
      return receiptView(world);
    },
    'authorization.revoke-by-receipt': () => {
      world.authorizations = world.authorizations.map((one) => ({ ...one, status: 'revoked' as const }));
      return { version: 2 };
    },
    'authorization.list-receipt-keys': () => ({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'k', use: 'sig', alg: 'EdDSA' }] }),
    'authorization.list-customer-releases': ({ thirdPartyId, limit, offset = 0 }) => {
      const found = world.releases.filter((release) => thirdPartyId === undefined || release.thirdPartyId === thirdPartyId);
      return { releases: found.slice(offset, offset + limit), total: found.length };
    },
    'authorization.report-company': () => ({ reportId: 'report-1' }),
  };
}

function termsOf(before: Terms, { usagePointIds, dataSets, authorizedUntil, historyLength }: ConsentChoice): Terms {
  const { start } = before.authorizedPeriod;
  const period = { start: start - historyLength, end: authorizedUntil };
  return { ...before, usagePointIds, dataSets, historyLength, authorizedPeriod: { start, end: authorizedUntil }, publishedPeriod: period };
}

function compare(before: Terms, after: Terms): 'none' | 'narrowed' | 'widened' | 'replaced' {
  const end = ({ authorizedPeriod }: Terms): number => authorizedPeriod.end ?? Infinity;
  const within = (inner: Terms, outer: Terms): boolean =>
    inner.usagePointIds.every((id) => outer.usagePointIds.includes(id)) &&
    inner.dataSets.every((dataSet) => outer.dataSets.includes(dataSet)) &&
    inner.historyLength <= outer.historyLength &&
    end(inner) <= end(outer);
  if (within(after, before)) return within(before, after) ? 'none' : 'narrowed';
  return within(before, after) ? 'widened' : 'replaced';
}

function receiptView({ authorizations: [first] }: World): ReceiptView {
  const { authorizationId, terms, grantedAt, status, reversibleUntil } = first!;
  const { purpose, dataSets, usagePointIds, authorizedPeriod, publishedPeriod, historyLength } = terms;
  const { thirdPartyId, name, clientUri, policyUri } = thirdParty;
  return {
    receipt: {
      receiptVersion: 1,
      issuer: 'http://localhost:8080',
      authorizationId,
      event: { id: 'e-1', type: 'AuthorizationGranted', version: 1, recordedAt: grantedAt, logIndex: 41, leafHash: '0'.repeat(64) },
      thirdParty: { thirdPartyId, name, clientUri, policyUri },
      terms: { purpose, dataSets, serviceCount: usagePointIds.length, authorizedPeriod, publishedPeriod, historyLength },
      consent: { textDigest: '1'.repeat(64), locale: 'en', method: 'online' },
    },
    jws: 'head.body.signature',
    status,
    ...(reversibleUntil !== undefined && { reversibleUntil }),
    receipts: [
      { code: RECEIPT_CODE, type: 'AuthorizationGranted', recordedAt: grantedAt },
      { code: 's'.repeat(48), type: 'AuthorizationModified', change: 'narrowed', recordedAt: grantedAt },
    ],
  };
}
