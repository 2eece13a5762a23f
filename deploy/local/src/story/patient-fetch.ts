import { setTimeout as delay } from 'node:timers/promises';

/** A service that was killed is back well within this time. Milliseconds. */
const PATIENCE = 60_000;
const PAUSE = 250;

/** `fetch` that tries again while a service is away: connection errors, 502 and 503, for up to a minute. */
export const patientFetch: typeof fetch = async (input, init) => {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      const answer = await fetch(input, init);
      if ((answer.status !== 502 && answer.status !== 503) || Date.now() > deadline) return answer;
      await answer.body?.cancel();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await delay(PAUSE);
  }
};

/** Asks until the answer is there. @throws Error with `sentence` after `timeoutMs`. */
export async function eventually<T>(sentence: string, ask: () => T | undefined | Promise<T | undefined>, timeoutMs = PATIENCE): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${sentence} (waited ${timeoutMs / 1000} s)`);
    await delay(PAUSE);
  }
}
