import { formatTimestamp } from '../time/timestamp.js';
import { escapeXml } from './escape.js';
import { FEED_NAMESPACES, XML_DECLARATION } from './feed.js';
import { linkXml, type AtomLink } from './link.js';

export interface EntryFrame {
  /** `urn:uuid:…` */
  readonly id: string;
  /** At least two, written one after the other: the Atom schema of ESPI 4.0 refuses a lone link. */
  readonly links: readonly [AtomLink, AtomLink, ...AtomLink[]];
  readonly title: string;
  /** Seconds since 1970-01-01 UTC. */
  readonly published: number;
  readonly updated: number;
}

/** An entry inside a feed. `payload` is exactly one ESPI element and stands first in `content`. */
export function entryXml(frame: EntryFrame, payload: string): string {
  return `<entry>${entryBody(frame, payload)}</entry>\n`;
}

/** An entry as a document of its own. */
export function entryDocument(frame: EntryFrame, payload: string): string {
  return `${XML_DECLARATION}<entry ${FEED_NAMESPACES}>${entryBody(frame, payload)}</entry>\n`;
}

function entryBody({ id, links, title, published, updated }: EntryFrame, payload: string): string {
  const dates = `<published>${formatTimestamp(published)}</published>\n<updated>${formatTimestamp(updated)}</updated>\n`;
  const content = `<content type="application/xml">${payload}</content>\n`;
  return `\n<id>${id}</id>\n${links.map(linkXml).join('\n')}\n<title>${escapeXml(title)}</title>\n${content}${dates}`;
}
