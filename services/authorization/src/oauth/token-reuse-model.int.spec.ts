import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as client from 'openid-client';
import { authorize, discover } from '../testing/oauth-flow.js';
import { sha256, startRig, type Rig } from '../testing/rig.js';

let rig: Rig;
let config: client.Configuration;
beforeAll(async () => {
  rig = await startRig();
  config = await discover(rig, await rig.company());
}, 60_000);
afterAll(() => rig?.stop(), 60_000);

/** A family of refresh tokens as it should be, while every retry is still in time. */
class Family {
  alive = true;
  readonly tokens: { readonly rotation: number; used: boolean }[] = [{ rotation: 0, used: false }];

  /** Presents a token. @returns whether a successor is given */
  present(index: number): boolean {
    const token = this.tokens[index]!;
    const usedAt = (rotation: number): boolean => this.tokens.some((other) => other.rotation === rotation && other.used);
    if (this.alive && usedAt(token.used ? token.rotation + 1 : token.rotation)) this.alive = false;
    if (!this.alive) return false;
    token.used = true;
    this.tokens.push({ rotation: token.rotation + 1, used: false });
    return true;
  }
}

it('any order of uses, retries and thefts ends as the model says', async () => {
  const picks = fc.array(fc.nat(), { minLength: 2, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(picks, async (order) => {
      const { tokens } = await authorize(rig, config);
      const model = new Family();
      const refreshTokens = [tokens.refresh_token!];
      const accessTokens = [tokens.access_token];
      for (const pick of order) {
        const index = pick % refreshTokens.length;
        const answer = await client.refreshTokenGrant(config, refreshTokens[index]!).catch(() => undefined);
        expect(answer !== undefined).toBe(model.present(index));
        if (!answer) continue;
        refreshTokens.push(answer.refresh_token!);
        accessTokens.push(answer.access_token);
      }
      for (const token of accessTokens) {
        const { active } = await rig.ask('data-delivery', 'authorization.resolve-token', { tokenSha256: sha256(token) });
        expect(active).toBe(model.alive);
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
