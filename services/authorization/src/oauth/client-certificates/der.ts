/** One element of DER (X.690): its tag byte and its content. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
}

/**
 * The elements that stand one after the other in these bytes. Only what X.509 needs: tags of one byte, definite lengths.
 * @throws RangeError for bytes that are no DER
 */
export function readDer(bytes: Buffer): DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes.readUInt8(at);
    const { length, start } = lengthAt(bytes, at + 1);
    if ((tag & 0x1f) === 0x1f || start + length > bytes.length) throw new RangeError('these bytes are no DER of X.509');
    elements.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return elements;
}

function lengthAt(bytes: Buffer, at: number): { length: number; start: number } {
  const first = bytes.readUInt8(at);
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  if (count < 1 || count > 4) throw new RangeError('a length of DER is out of range');
  return { length: bytes.readUIntBE(at + 1, count), start: at + 1 + count };
}
