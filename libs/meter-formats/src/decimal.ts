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

/** Longest text and longest fraction of the fast path: 14 digits × 10^5 could pass 2^53, then the exact path decides. */
const SHORT_TEXT = 15;
const SHORT_FRACTION = 5;
const UNITS = [1, 10, 100, 1_000, 10_000, 100_000] as const;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * `text` × `factor` as a whole number, exactly. `undefined`: the text is no decimal number.
 * Short numbers, nearly all there are, take a path of integer arithmetic without BigInt; both paths agree (a test says so).
 */
export function scaleExactly(text: string, factor: Decimal): Whole | undefined {
  const short = factor.scale === 0 && factor.digits <= 100_000n ? scaleShort(text, Number(factor.digits)) : undefined;
  if (short !== undefined) return short;
  const value = parseDecimal(text);
  return value && toWhole(multiply(value, factor));
}

/** Digits with at most one point inside. @returns undefined when the exact path must decide. */
function scaleShort(text: string, factor: number): Whole | undefined {
  const { length } = text;
  if (length === 0 || length > SHORT_TEXT) return undefined;
  let digits = 0;
  let point = -1;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) digits = digits * 10 + (code - ZERO);
    else if (code === POINT && point < 0 && i > 0 && i < length - 1) point = i;
    else return undefined;
  }
  const fraction = point < 0 ? 0 : length - point - 1;
  const product = digits * factor;
  if (fraction > SHORT_FRACTION || !Number.isSafeInteger(product)) return undefined;
  const unit = UNITS[fraction]!;
  return product % unit === 0 ? product / unit : 'too-precise';
}
