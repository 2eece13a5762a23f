const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** An ESPI BatchList document (espi.xsd `BatchListType`): URIs only, the receiver fetches them with its own token. */
export function batchListXml(resources: readonly string[]): string {
  const items = resources.map((uri) => `<resources>${uri.replace(/[&<>"]/g, (character) => ESCAPES[character]!)}</resources>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<BatchList xmlns="http://naesb.org/espi">${items.join('')}</BatchList>\n`;
}
