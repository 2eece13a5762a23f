import type { Language } from '@greenledger/contracts';

/**
 * SHA-256 of every version of the consent text that was ever shown, oldest first; the texts stand beside this file. A line is
 * only ever added: what a customer agreed to must be found again.
 */
export const FROZEN_CONSENT_TEXTS: Readonly<Record<Language, readonly string[]>> = {
  en: ['2c095918c69abf9c14e380cf9151b69f681b9ff20bb2632f484cb95fbe2155e0'],
  es: ['090af68c7a395549db884e69175be72e269a289fb296775a03dd0f162aa2c1b6'],
  ja: ['6e150cbd12064671a225e3749f221d810dd22f510414f973480c1a9adbee785d'],
};
