import type { Language } from '@greenledger/contracts';

/**
 * SHA-256 of every version of the consent text that was ever shown, oldest first; the texts stand beside this file. A line is
 * only ever added: what a customer agreed to must be found again.
 */
export const FROZEN_CONSENT_TEXTS: Readonly<Record<Language, readonly string[]>> = {
  en: ['f40dcfb69935289c5f3e11b27ceb2dd9625ca50975adad6acf7e83955ed899f1'],
  es: ['fe5a01c7f77ac07731f42400cdf0970e3955c738020a60656936dfc88a75bbea'],
  ja: ['e6d2363edd145a03b8ead7fc02d34465b071292fbfb55bb878137b56ab2b4d47'],
};
