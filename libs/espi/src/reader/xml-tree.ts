import { SaxesParser } from 'saxes';

/** An element of a document that was read as a whole. Names without prefix; the namespace says which is which. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text of the element itself, as it stands. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/** The text is not well-formed XML. */
export class XmlSyntaxError extends Error {
  override readonly name = 'XmlSyntaxError';
}

/**
 * Reads a document into a tree. Entities that a document declares itself are not expanded (a reference to one is an
 * error), nothing is fetched.
 * @throws XmlSyntaxError with line and column
 */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (error) => {
    throw new XmlSyntaxError(error.message);
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    const values = Object.fromEntries(Object.values(attributes).map((attribute) => [attribute.local, attribute.value]));
    const element: OpenElement = { name: local, namespace: uri, attributes: values, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const take = (piece: string): void => {
    const element = open.at(-1);
    if (element) element.text += piece;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const element = open.pop();
    if (open.length === 0) root = element;
  });
  parser.write(text).close();
  if (!root) throw new XmlSyntaxError('the document has no element');
  return root;
}

export const childrenNamed = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The first element on a path of names below an element. */
export function childAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((from, name) => from?.children.find((child) => child.name === name), element);
}

/** The text on a path of names below an element, without blanks around it; undefined when there is no such element. */
export const textAt = (element: XmlElement | undefined, ...path: readonly string[]): string | undefined =>
  childAt(element, ...path)?.text.trim();

/** The number on a path of names below an element; NaN when it is none, undefined when there is no such element. */
export function numberAt(element: XmlElement | undefined, ...path: readonly string[]): number | undefined {
  const text = textAt(element, ...path);
  return text === undefined ? undefined : text === '' ? NaN : Number(text);
}
