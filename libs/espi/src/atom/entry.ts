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
  const { head, tail } = entryAround(frame);
  return head + payload + tail;
}

/** What stands before and after the payload of an entry inside a feed, for payloads that are written as bytes. */
export function entryAround(frame: EntryFrame): { readonly head: string; readonly tail: string } {
  const { head, tail } = bodyAround(frame);
  return { head: `<entry>${head}`, tail: `${tail}</entry>\n` };
}

/** An entry as a document of its own. */
export function entryDocument(frame: EntryFrame, payload: string): string {
  const { head, tail } = bodyAround(frame);
  return `${XML_DECLARATION}<entry ${FEED_NAMESPACES}>${head}${payload}${tail}</entry>\n`;
}

function bodyAround({ id, links, title, published, updated }: EntryFrame): { head: string; tail: string } {
  const dates = `<published>${formatTimestamp(published)}</published>\n<updated>${formatTimestamp(updated)}</updated>\n`;
  return {
    head: `\n<id>${id}</id>\n${links.map(linkXml).join('\n')}\n<title>${escapeXml(title)}</title>\n<content type="application/xml">`,
    tail: `</content>\n${dates}`,
  };
}
