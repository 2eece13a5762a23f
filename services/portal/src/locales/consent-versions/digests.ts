import type { Language } from '@greenledger/contracts';

/**
 * SHA-256 of every version of the consent text that was ever shown, oldest first; the texts stand beside this file. A line is
 * only ever added: what a customer agreed to must be found again.
 */
export const FROZEN_CONSENT_TEXTS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'f40dcfb69935289c5f3e11b27ceb2dd9625ca50975adad6acf7e83955ed899f1',
    '88f617c06bdcebb5cd243ab6f417d908646e52c741ec6fd74228d1fb6039a128',
  ],
  es: [
    'fe5a01c7f77ac07731f42400cdf0970e3955c738020a60656936dfc88a75bbea',
    'feb57f8df55691a4bcae30dfc5de5448c8b54fce2fd87f3fdaa552e25d8e0276',
  ],
  ja: [
    'e6d2363edd145a03b8ead7fc02d34465b071292fbfb55bb878137b56ab2b4d47',
    '2341fa9c5551f23b4fba70e1663f0862755e66dea03ad6575191e5c303e07c9c',
  ],
};
