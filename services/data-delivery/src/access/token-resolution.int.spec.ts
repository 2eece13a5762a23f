import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MOST_TOKENS, ProblemError, requestSubject, type ReplyOf, type RequestOf } from '@greenledger/contracts';
import { connectNats, RequestClient, type NatsConnection } from '@greenledger/messaging';
import { startTestNats, type TestNats } from '@greenledger/testing';
import { TokenResolution } from './token-resolution.js';

const digest = (name: string): string => createHash('sha256').update(name).digest('hex');
const [BUSY, LARGE] = [digest('busy'), digest('large')];
let nats: TestNats;
let owner: NatsConnection;
let requests: RequestClient;
/** Tokens of each request, in the order in which they came. */
const asked: string[][] = [];

/** The scope of an answer names the token that it is for. */
const answerFor = (scope: string): ReplyOf<'authorization.resolve-token'> => ({
  active: true,
  kind: 'client',
  clientId: 'client-1',
  thirdPartyId: 'tp-1',
  thirdPartyStatus: 'production',
  applicationInformationId: 'ai-1',
  scope,
  expiresAt: null,
});

beforeAll(async () => {
  nats = await startTestNats();
  owner = await connectNats(nats.credentials('authorization'));
  const serve = <O extends 'authorization.resolve-token' | 'authorization.resolve-tokens'>(
    operation: O,
    reply: (request: RequestOf<O>) => ReplyOf<O>,
  ) =>
    owner.subscribe(requestSubject(operation), {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: RequestOf<O> }>();
        message.respond(JSON.stringify({ id, response: { reply: reply(data) }, isDisposed: true }));
      },
    });
  serve('authorization.resolve-token', ({ tokenSha256 }) => {
    asked.push([tokenSha256]);
    return answerFor(tokenSha256);
  });
  serve('authorization.resolve-tokens', ({ tokens }) => {
    asked.push(tokens.map(({ tokenSha256 }) => tokenSha256));
    return {
      outcomes: tokens.map(({ tokenSha256 }) => {
        if (tokenSha256 === BUSY) return { problem: new ProblemError('too-many-requests', 'wait', { retryAfter: 7 }).toProblem() };
        return tokenSha256 === LARGE ? { alone: true as const } : answerFor(tokenSha256);
      }),
    };
  });
  await owner.flush();
  requests = RequestClient.of(nats.credentials('data-delivery'));
}, 60_000);
afterAll(async () => {
  await requests?.close();
  await owner?.close();
  await nats?.stop();
});

it('gives everybody the answer for their own token, also the one that was asked for alone, and a problem to its own alone', async () => {
  const resolution = new TokenResolution(requests);
  const tokens = Array.from({ length: 3 * MOST_TOKENS }, (_, i) => (i === 5 ? BUSY : i === 20 ? LARGE : digest(`token ${i}`)));
  const outcomes = await Promise.allSettled(tokens.map((tokenSha256) => resolution.resolve({ tokenSha256 })));
  for (const [i, outcome] of outcomes.entries()) {
    if (i === 5) expect(outcome).toMatchObject({ reason: { code: 'too-many-requests', members: { retryAfter: 7 } } });
    else expect(outcome).toMatchObject({ value: { active: true, scope: tokens[i] } });
  }
  expect(asked.map(({ length }) => length)).toEqual([MOST_TOKENS, MOST_TOKENS, MOST_TOKENS, 1]);
  expect(asked.at(-1)).toEqual([LARGE]);
});
