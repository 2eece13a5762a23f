const SPECIAL: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** Everything that XML 1.0 cannot hold, not even as a reference: controls, lone surrogates, U+FFFE and U+FFFF. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Nearly every id, link and title: nothing to escape, and one look to know it. */
const PLAIN = /^[\t\n\r !#-%(-;=?-~]*$/;

/** Escapes text for an element or an attribute. What XML 1.0 forbids becomes U+FFFD, so the document stays well-formed. */
export function escapeXml(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => SPECIAL[character]!);
}
