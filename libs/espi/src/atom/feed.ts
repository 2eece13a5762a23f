import { formatTimestamp } from '../time/timestamp.js';
import { escapeXml } from './escape.js';
import { linkXml, type AtomLink } from './link.js';

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const ESPI_NAMESPACE = 'http://naesb.org/espi';
/** Atom unprefixed, ESPI as `espi:`: the certification script compares node names with the literal prefix (QRY001). */
export const FEED_NAMESPACES = `xmlns="http://www.w3.org/2005/Atom" xmlns:espi="${ESPI_NAMESPACE}"`;

/** The feed of customer records: personal data has a schema, and feeds, of its own. */
export const CUSTOMER_NAMESPACES = 'xmlns="http://www.w3.org/2005/Atom" xmlns:cust="http://naesb.org/espi/customer"';

export interface FeedFrame {
  /** `urn:uuid:…` */
  readonly id: string;
  readonly title: string;
  /** Seconds since 1970-01-01 UTC; from the data, so that the same data give the same bytes. */
  readonly updated: number;
  readonly links: readonly AtomLink[];
}

/** Start of a feed document up to its first entry. @param namespaces of the resources in it */
export function feedHead({ id, title, updated, links }: FeedFrame, namespaces = FEED_NAMESPACES): string {
  const head = `<id>${id}</id>\n<title>${escapeXml(title)}</title>\n<updated>${formatTimestamp(updated)}</updated>\n`;
  return `${XML_DECLARATION}<feed ${namespaces}>\n${head}${links.map(linkXml).join('\n')}\n`;
}

export const FEED_TAIL = '</feed>\n';
