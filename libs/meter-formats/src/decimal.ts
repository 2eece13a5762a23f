/** An exact decimal: `digits` × 10^−`scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const FORM = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Longest run of digits read; a meter has at most some twelve, and BigInt work stays bounded. */
const MOST_DIGITS = 40;

/** @returns undefined when the text is not a plain decimal number (no exponent, no grouping). */
export function parseDecimal(text: string): Decimal | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const whole = match[2]!;
  const fraction = match[3] ?? '';
  if (whole.length + fraction.length === 0 || whole.length + fraction.length > MOST_DIGITS) return undefined;
  const digits = BigInt(whole + fraction);
  return { digits: match[1] === '-' ? -digits : digits, scale: fraction.length };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

export type Whole = number | 'too-precise' | 'too-large';

/** The decimal as a whole number, never rounded. */
export function toWhole({ digits, scale }: Decimal): Whole {
  const unit = 10n ** BigInt(scale);
  if (digits % unit !== 0n) return 'too-precise';
  const whole = Number(digits / unit);
  return Number.isSafeInteger(whole) ? whole + 0 : 'too-large';
}

const SHORT = /^\d{1,9}(?:\.\d{1,5})?$/;

/**
 * `text` × `factor` as a whole number, exactly. `undefined`: the text is no decimal number.
 * Short numbers, nearly all there are, take a path of integer arithmetic without BigInt; both paths agree (a test says so).
 */
export function scaleExactly(text: string, factor: Decimal): Whole | undefined {
  if (factor.scale === 0 && factor.digits <= 100_000n && SHORT.test(text)) {
    const point = text.indexOf('.');
    const scale = point < 0 ? 0 : text.length - point - 1;
    // At most 14 digits × 10^5 would pass 2^53: then the exact path decides.
    const digits = point < 0 ? Number(text) : Number(text.slice(0, point) + text.slice(point + 1));
    const product = digits * Number(factor.digits);
    if (Number.isSafeInteger(product)) {
      const unit = 10 ** scale;
      return product % unit === 0 ? product / unit : 'too-precise';
    }
  }
  const value = parseDecimal(text);
  return value && toWhole(multiply(value, factor));
}
