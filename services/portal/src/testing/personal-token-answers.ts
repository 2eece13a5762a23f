import { ProblemError, type PersonalTokenView } from '@greenledger/contracts';
import { AUTHORIZATION_ID } from './demo-consent.js';
import type { Responder } from '@greenledger/testing';

/** Stands in for authorization's personal tokens. */
export function personalTokenAnswers(world: { tokens: PersonalTokenView[] }): Parameters<typeof Responder.start>[1] {
  return {
    'authorization.list-personal-tokens': () => ({ tokens: world.tokens }),
    'authorization.create-personal-token': ({ label }) => {
      if (world.tokens.length >= 10) throw new ProblemError('too-many-requests', 'There are ten.');
      const tokenId = `d0000000-0000-4000-8000-00000000000${world.tokens.length}`;
      const times = { createdAt: '2026-06-01T10:00:00Z', expiresAt: '2027-06-01T10:00:00Z', lastUsedAt: null };
      const view = { tokenId, label, authorizationId: AUTHORIZATION_ID, ...times, live: true };
      world.tokens.unshift(view);
      return { token: `glp_${'t'.repeat(43)}`, view };
    },
    'authorization.revoke-personal-token': ({ tokenId }) => {
      world.tokens = world.tokens.map((one) => (one.tokenId === tokenId ? { ...one, live: false } : one));
      return {};
    },
  };
}
