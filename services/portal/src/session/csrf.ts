import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The anti-forgery token of one form: bound to the session and to the path the form is sent to (SEC-049). It is derived
 * from the session id, so nothing is stored and it dies with the session.
 */
export function csrfToken(sessionId: string, action: string): string {
  return createHmac('sha256', sessionId).update(`csrf ${action}`).digest('base64url');
}

/** Compares in constant time. */
export function isCsrfToken(token: unknown, sessionId: string, action: string): boolean {
  if (typeof token !== 'string' || sessionId === '') return false;
  const expected = Buffer.from(csrfToken(sessionId, action));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
