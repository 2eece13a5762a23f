import type { Language } from '@greenledger/contracts';
import type { FastifyRequest } from 'fastify';
import { visitorLanguage } from '../session/visitor-language.js';
import { en, type Messages } from './en.js';
import { es } from './es/index.js';
import { ja } from './ja/index.js';

export type { Messages } from './en.js';

/** A catalogue for every language; one that lacks a message does not compile. */
export const CATALOGUES: Readonly<Record<Language, Messages>> = { en, es, ja };

/** Each language by its own name, for those who cannot read the page that they are on. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Español', ja: '日本語' };

/** The language that a request is answered in, and its words. */
export function messagesFor(request: FastifyRequest): { readonly locale: Language; readonly messages: Messages } {
  const locale = visitorLanguage(request);
  return { locale, messages: CATALOGUES[locale] };
}
