import { ESPI_NAMESPACE } from '../atom/feed.js';
import { childrenNamed, parseXml, textAt, type XmlElement } from './xml-tree.js';

export interface ReadLink {
  readonly rel: string;
  readonly href: string;
  readonly type: string | undefined;
}

/** An Atom entry as it was found; what is missing is undefined, so that rules can say so. */
export interface ReadEntry {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly published: string | undefined;
  readonly updated: string | undefined;
  readonly links: readonly ReadLink[];
  /** The ESPI element in the content, and its name. */
  readonly resource: XmlElement | undefined;
  readonly kind: string | undefined;
}

export interface ReadFeed {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly updated: string | undefined;
  readonly links: readonly ReadLink[];
  readonly entries: readonly ReadEntry[];
}

/** @throws XmlSyntaxError when the text is no well-formed XML, RangeError when its root is no feed */
export function readFeed(text: string): ReadFeed {
  const root = parseXml(text);
  if (root.name !== 'feed') throw new RangeError(`the document is a ${root.name}, not a feed`);
  return {
    id: textAt(root, 'id'),
    title: textAt(root, 'title'),
    updated: textAt(root, 'updated'),
    links: linksOf(root),
    entries: childrenNamed(root, 'entry').map(readEntry),
  };
}

function readEntry(entry: XmlElement): ReadEntry {
  const resource = childrenNamed(entry, 'content')
    .flatMap(({ children }) => children)
    .find(({ namespace }) => namespace === ESPI_NAMESPACE);
  return {
    id: textAt(entry, 'id'),
    title: textAt(entry, 'title'),
    published: textAt(entry, 'published'),
    updated: textAt(entry, 'updated'),
    links: linksOf(entry),
    resource,
    kind: resource?.name,
  };
}

const linksOf = (element: XmlElement): ReadLink[] =>
  childrenNamed(element, 'link').map(({ attributes }) => ({
    rel: attributes['rel'] ?? 'alternate',
    href: attributes['href'] ?? '',
    type: attributes['type'],
  }));

/** Hrefs of the links of an entry with this relation. */
export const hrefs = (entry: Pick<ReadEntry, 'links'>, rel: string): readonly string[] =>
  entry.links.filter((link) => link.rel === rel).map(({ href }) => href);
