/** CRC-32 of gzip (RFC 1952 section 8) as a register: begins at `CRC_START`, and what stands in the trailer is its complement. */
export const CRC_START = -1;

const POLYNOMIAL = 0xedb88320;
/** Eight tables of 256: the k-th is what a byte leaves in the register when k more bytes have passed. */
const TABLES = new Int32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let register = byte;
  for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >>> 1) ^ POLYNOMIAL : register >>> 1;
  TABLES[byte] = register;
}
for (let i = 256; i < TABLES.length; i++) TABLES[i] = TABLES[TABLES[i - 256]! & 0xff]! ^ (TABLES[i - 256]! >>> 8);

/** The register after `bytes[from]` to `bytes[to - 1]`. */
export function crc32(register: number, bytes: Uint8Array, from = 0, to = bytes.length): number {
  const t = TABLES;
  let i = from;
  for (; i + 8 <= to; i += 8) {
    register =
      t[0x700 + ((register ^ bytes[i]!) & 0xff)]! ^
      t[0x600 + (((register >>> 8) ^ bytes[i + 1]!) & 0xff)]! ^
      t[0x500 + (((register >>> 16) ^ bytes[i + 2]!) & 0xff)]! ^
      t[0x400 + ((register >>> 24) ^ bytes[i + 3]!)]! ^
      t[0x300 + bytes[i + 4]!]! ^
      t[0x200 + bytes[i + 5]!]! ^
      t[0x100 + bytes[i + 6]!]! ^
      t[bytes[i + 7]!]!;
  }
  for (; i < to; i++) register = t[(register ^ bytes[i]!) & 0xff]! ^ (register >>> 8);
  return register;
}

/**
 * What `bytes` alone leave in the register when `after` more bytes have passed. The register is linear over exclusive or, so
 * the CRC of a text is put together from what its parts leave, each worked out once: that is how it is kept of a text that
 * is never formed.
 */
export function contribution(bytes: ArrayLike<number>, after: number): number {
  let register = 0;
  for (let i = 0; i < bytes.length; i++) register = TABLES[(register ^ bytes[i]!) & 0xff]! ^ (register >>> 8);
  return passed(register, after);
}

/** What an ASCII text alone leaves in the register. @throws RangeError when it is not ASCII */
export function crcOfHole(text: string): number {
  let register = 0;
  let all = 0;
  for (let i = 0; i < text.length; i++) {
    const byte = text.charCodeAt(i);
    all |= byte;
    register = TABLES[(register ^ byte) & 0xff]! ^ (register >>> 8);
  }
  if (all > 0x7f) throw new RangeError('a hole of a layout holds ASCII only');
  return register;
}

/** The register when `length` bytes of zero have passed. */
const passed = (register: number, length: number): number => product(power(length), register);

// Registers are polynomials over GF(2), highest power in the lowest bit; a byte that passes multiplies by x^8 modulo the CRC's.
function product(a: number, b: number): number {
  let [sum, factor] = [0, b];
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) sum ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return sum;
}

/** x^(8·2^i) for each i. */
const POWERS = new Int32Array(31);
POWERS[0] = 1 << (31 - 8);
for (let i = 1; i < POWERS.length; i++) POWERS[i] = product(POWERS[i - 1]!, POWERS[i - 1]!);

/** x^(8·bytes). */
function power(bytes: number): number {
  let result = 1 << 31;
  for (let i = 0, left = bytes; left > 0; i++, left >>>= 1) if (left & 1) result = product(POWERS[i]!, result);
  return result;
}

/** Tables that take a register over `length` bytes at once: exclusive or of one entry for each of its four bytes, lowest first. */
export function passingTables(length: number): Int32Array {
  const tables = new Int32Array(4 * 256);
  const factor = power(length);
  for (let place = 0; place < 4; place++) {
    const at = place * 256;
    for (let byte = 1; byte < 256; byte++) {
      const lowest = byte & -byte;
      tables[at + byte] = lowest === byte ? product(factor, byte << (8 * place)) : tables[at + lowest]! ^ tables[at + (byte ^ lowest)]!;
    }
  }
  return tables;
}

/** A register through such tables, or through several of them taken together. */
export const throughTables = (tables: Int32Array, register: number): number =>
  tables[register & 0xff]! ^
  tables[0x100 + ((register >>> 8) & 0xff)]! ^
  tables[0x200 + ((register >>> 16) & 0xff)]! ^
  tables[0x300 + (register >>> 24)]!;
