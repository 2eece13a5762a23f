import { ProblemError } from '@greenledger/contracts';
import { SaxesParser } from 'saxes';
import { notWellFormed } from './not-well-formed.js';

/** Elements of an ApplicationInformation by name, each with its values in the order of the document. */
export type Elements = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the ApplicationInformation of an Atom entry, or alone, whatever its prefixes.
 * @throws ProblemError `invalid-body`
 */
export function parseApplicationInformation(xml: string): Elements {
  const elements = new Map<string, string[]>();
  const path: string[] = [];
  let text = '';
  let present = false;
  const refuse = (detail: string): never => {
    throw new ProblemError('invalid-body', detail);
  };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw notWellFormed(error);
  });
  // A document type could define entities without end; no ESPI document has one.
  parser.on('doctype', () => refuse('The body holds a document type declaration; leave it out.'));
  parser.on('opentag', ({ local }) => {
    path.push(local);
    text = '';
  });
  parser.on('text', (part) => (text += part));
  parser.on('cdata', (part) => (text += part));
  parser.on('closetag', ({ local }) => {
    path.pop();
    if (local === 'ApplicationInformation') present = true;
    if (path.at(-1) === 'ApplicationInformation') elements.set(local, [...(elements.get(local) ?? []), text.trim()]);
    text = '';
  });
  parser.write(xml).close();
  if (!present) refuse('The body holds no ApplicationInformation; send the entry as you read it, with your changes.');
  return elements;
}
