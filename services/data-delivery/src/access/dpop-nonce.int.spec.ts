import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RunningService } from '../testing/running-service.js';

/** RFC 9449 section 9: how a resource tells the nonce that a proof must hold. What is good is for authorization to say. */
const service = new RunningService();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
beforeAll(() => service.start());
afterAll(() => service.stop());

it('sends a good proof without nonce back for another one, and tells the next with every answer (SEC-070)', async () => {
  const { tokens } = service.authorization;
  service.authorization.token('bound', 'client');
  const active = tokens.get(sha256('bound'))!;
  tokens.set(sha256('bound'), { active: false, dpopNonce: 'nonce-1' });
  const refused = await service.get('/Authorization', 'bound');
  expect([refused.status, refused.headers.get('dpop-nonce')]).toEqual([401, 'nonce-1']);
  expect(refused.headers.get('www-authenticate')).toMatch(/^DPoP error="use_dpop_nonce"/);
  expect(await refused.json()).toMatchObject({ code: 'invalid-token', detail: expect.stringContaining('DPoP-Nonce') });
  tokens.set(sha256('bound'), { ...active, dpopNonce: 'nonce-2' } as typeof active);
  const answer = await service.get('/Authorization', 'bound');
  expect([answer.status, answer.headers.get('dpop-nonce'), answer.headers.get('www-authenticate')]).toEqual([200, 'nonce-2', null]);
});

it('says nothing of nonces to others', async () => {
  service.authorization.token('plain', 'client');
  for (const token of ['plain', 'unknown']) expect((await service.get('/Authorization', token)).headers.get('dpop-nonce')).toBeNull();
});
