const BEYOND_ASCII = /[\x80-\xff]/;

/** The text of a line that holds one character per byte; undefined when the bytes are no UTF-8. */
export function decodeLine(text: string): string | undefined {
  if (!BEYOND_ASCII.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
