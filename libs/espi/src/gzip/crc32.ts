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

/** The register after one more byte. */
export const crc32Byte = (register: number, byte: number): number => TABLES[(register ^ byte) & 0xff]! ^ (register >>> 8);

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

/** The register when `length` bytes of zero have passed. */
function passed(register: number, length: number): number {
  for (let i = 0; i < length; i++) register = TABLES[register & 0xff]! ^ (register >>> 8);
  return register;
}

/** Tables that take a register over `length` bytes at once: exclusive or of one entry for each of its four bytes, lowest first. */
export function passingTables(length: number): Int32Array {
  const tables = new Int32Array(4 * 256);
  for (let place = 0; place < 4; place++) {
    for (let byte = 1; byte < 256; byte++) {
      const lowest = byte & -byte;
      const at = place * 256;
      tables[at + byte] = lowest === byte ? passed(byte << (8 * place), length) : tables[at + lowest]! ^ tables[at + (byte ^ lowest)]!;
    }
  }
  return tables;
}
