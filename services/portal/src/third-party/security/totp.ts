import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with its defaults: SHA-1, six digits, 30 seconds. Every authenticator app speaks it. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** One step before and after, for clocks that differ (RFC 6238 section 5.2). */
const DRIFT_STEPS = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 random bits in base32 (RFC 4226 section 4 R6). */
export const newTotpSecret = (): string => toBase32(randomBytes(20));

/** The HOTP value (RFC 4226 section 5.3) of a time step. */
export function totpCode(secret: Buffer, step: number, digits = DIGITS, algorithm = 'sha1'): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(algorithm, secret).update(counter).digest();
  const offset = mac[mac.length - 1]! & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/**
 * The time step whose code was entered, or undefined. All steps allowed are tried, in constant time each.
 * @param now milliseconds since 1970-01-01 UTC
 */
export function matchingStep(secretBase32: string, code: string, now: number): number | undefined {
  const entered = Buffer.from(code.replace(/\s/g, ''));
  if (entered.length !== DIGITS) return undefined;
  const secret = fromBase32(secretBase32);
  const current = Math.floor(now / 1000 / STEP_SECONDS);
  let found: number | undefined;
  for (let step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++) {
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), entered)) found = step;
  }
  return found;
}

/** What authenticator apps open: `otpauth://totp/<issuer>:<account>?secret=…`. */
export function totpUri(secret: string, issuer: string, account: string): string {
  // Some apps show a plus sign as it is, so blanks are written in the way of paths everywhere.
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&period=${STEP_SECONDS}&digits=${DIGITS}`;
}

/** RFC 4648 section 6, without padding. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

export function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
