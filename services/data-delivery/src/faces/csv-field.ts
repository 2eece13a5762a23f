/**
 * A field of a CSV line (RFC 4180). Text that begins like a formula must not be run by a spreadsheet: it gets an apostrophe
 * in front; numbers do not.
 */
export function csvField(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (fields: readonly (string | number | null | undefined)[]): string => `${fields.map(csvField).join(',')}\r\n`;

/** An amount in 1/100000 as a plain decimal. */
export function decimalAmount(amount: number | null): string | null {
  if (amount === null) return null;
  const digits = String(Math.abs(amount)).padStart(6, '0');
  const fraction = digits.slice(-5).replace(/0{1,3}$/, '');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -5)}.${fraction}`;
}
