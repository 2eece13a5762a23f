import { ASKED_LANGUAGE_COOKIE, chooseLanguage, LANGUAGE_COOKIE, languageAsked, type Language } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

const languages = new WeakMap<FastifyRequest, Language>();
const YEAR_SECONDS = 365 * 86_400;

/** The language in which this visitor is answered; English for a request that no hook has seen. */
export const visitorLanguage = (request: FastifyRequest): Language => languages.get(request) ?? 'en';

/**
 * An onRequest hook that settles the language once per request. A company may ask for one with `ui_locales`: it holds, beside
 * the page that it leads to, for the sign-in before it and every error page, until the browser is closed.
 */
export function settleLanguage(fallback: Language, publicOrigin: string) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const uiLocales = (request.query as Record<string, unknown> | undefined)?.['ui_locales'];
    const asked = typeof uiLocales === 'string' ? languageAsked(uiLocales) : undefined;
    if (asked) reply.setCookie(ASKED_LANGUAGE_COOKIE, asked, cookieOptions(publicOrigin));
    const { [LANGUAGE_COOKIE]: chosen, [ASKED_LANGUAGE_COOKIE]: askedBefore } = request.cookies;
    const hints = { chosen, asked: asked ?? askedBefore, acceptLanguage: request.headers['accept-language'] };
    languages.set(request, chooseLanguage(hints, fallback));
  };
}

/** Keeps the visitor's own choice for a year. */
export function keepLanguage(reply: FastifyReply, language: Language, publicOrigin: string): void {
  reply.setCookie(LANGUAGE_COOKIE, language, { ...cookieOptions(publicOrigin), maxAge: YEAR_SECONDS });
}

const cookieOptions = (publicOrigin: string) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: publicOrigin.startsWith('https:') }) as const;
