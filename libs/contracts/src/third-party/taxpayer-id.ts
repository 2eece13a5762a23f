/** Two-digit prefixes under which no employer identification number is given out; the number itself has no check digit. */
const UNUSED_PREFIXES = new Set(['00', '07', '08', '09', '17', '18', '19', '28', '29', '49', '69', '70', '78', '79', '89', '96', '97']);

/**
 * Whether nine digits can be a taxpayer id: a prefix in use, and no number that people type to get past a form
 * (one digit repeated, 123456789, 987654321). It says nothing about whom the number belongs to.
 */
export function isPlausibleTaxpayerId(digits: string): boolean {
  if (!/^[0-9]{9}$/.test(digits) || UNUSED_PREFIXES.has(digits.slice(0, 2))) return false;
  return !/^(.)\1{8}$/.test(digits) && digits !== '123456789' && digits !== '987654321';
}
