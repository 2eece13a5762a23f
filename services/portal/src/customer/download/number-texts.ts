import { FORMAT_TAGS, languageOf } from '@greenledger/contracts';

const tagOf = (locale: string): string => FORMAT_TAGS[languageOf(locale) ?? 'en'];

/** @param currency ISO 4217 letters */
export const moneyText = (amount: number, currency: string, locale: string): string =>
  new Intl.NumberFormat(tagOf(locale), { style: 'currency', currency }).format(amount);

/** @param part of the whole, 0 to 1 */
export const shareText = (part: number, locale: string): string => new Intl.NumberFormat(tagOf(locale), { style: 'percent' }).format(part);
