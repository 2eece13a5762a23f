import { SaxesParser } from 'saxes';

/**
 * The URIs of an ESPI BatchList.
 * @throws Error when the text is no BatchList.
 */
export function parseBatchList(xml: string): string[] {
  const parser = new SaxesParser({ xmlns: true });
  const uris: string[] = [];
  let root: string | undefined;
  let text = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a DOCTYPE is never read');
  });
  parser.on('opentag', ({ local, uri }) => {
    root ??= `{${uri}}${local}`;
    text = '';
  });
  parser.on('text', (part) => (text += part));
  parser.on('closetag', ({ local }) => {
    if (local === 'resources') uris.push(text.trim());
  });
  parser.write(xml).close();
  if (root !== '{http://naesb.org/espi}BatchList') throw new Error(`a BatchList is expected, not ${root}`);
  return uris;
}
