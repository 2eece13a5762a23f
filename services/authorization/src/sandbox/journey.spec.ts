import { describe, expect, it } from '@jest/globals';
import type { SandboxRequestView } from '@greenledger/contracts';
import { isComplete, journeyOf } from './journey.js';

let minute = 0;
const at = (): string => new Date(Date.UTC(2026, 0, 1, 0, ++minute)).toISOString();
const request = (
  step: SandboxRequestView['step'],
  authorizationId: string | null,
  more: Partial<SandboxRequestView> = {},
): SandboxRequestView => ({
  at: at(),
  step,
  authorizationId,
  madeBy: 'company',
  refusal: null,
  authentication: '',
  pkce: true,
  ...more,
});
const refusal = { error: 'invalid_grant', description: 'bad' };
const whole = (id: string): SandboxRequestView[] => [
  request('authorize', null),
  request('consent', id),
  request('token', id),
  request('resource', id),
  request('refresh', id),
];
/** Newest first, as they are read. */
const judged = (requests: readonly SandboxRequestView[]) => journeyOf([...requests].reverse());
const steps = (requests: readonly SandboxRequestView[]) =>
  judged(requests).map(({ step, done, refused }) => [step, done ? 'done' : refused ? 'refused' : 'not seen']);

describe('the journey of a company’s software', () => {
  it('is complete when every step was seen with one consent', () => expect(isComplete(judged(whole('a')))).toBe(true));
  it('stays complete after a later attempt that fails', () =>
    expect(
      isComplete(judged([...whole('a'), request('authorize', null), request('consent', 'b'), request('token', 'b', { refusal })])),
    ).toBe(true));
  it('is not put together from two consents', () => {
    const [authorize, consent, token] = whole('a');
    expect(
      isComplete(judged([authorize!, consent!, token!, request('consent', 'b'), request('resource', 'b'), request('refresh', 'b')])),
    ).toBe(false);
  });
  it('does not count what a test did', () =>
    expect(steps(whole('a').map((one) => ({ ...one, madeBy: 'test' as const }))).every(([, seen]) => seen === 'not seen')).toBe(true));
  it('tells the newest refusal of a step that was not done', () => {
    const older = request('token', 'a', { refusal: { error: 'invalid_client', description: '' } });
    const requests = [request('authorize', null), request('consent', 'a'), older, request('token', 'a', { refusal })];
    expect(judged(requests)[2]).toMatchObject({ step: 'token', refused: { refusal } });
    expect(steps(requests).map(([, seen]) => seen)).toEqual(['done', 'done', 'refused', 'not seen', 'not seen']);
  });
});
