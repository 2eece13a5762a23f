import { atomId, CUSTOMER_NAMESPACES, entryDocument, entryXml, feedHead, selfLink } from '@greenledger/espi';
import type { FeedIdentity } from '../feed/render-feed.js';
import { STANDARD_DATE } from '../feed/structural-entries.js';
import type { CustomerEntry } from './customer-entries.js';

const TITLE = 'Green Button Customer Feed';

/** The newest change of the entries: from the data, so that the clock changes no byte. */
export const lastChangeOf = (entries: readonly CustomerEntry[]): number =>
  entries.length === 0 ? STANDARD_DATE : Math.max(...entries.map(({ frame }) => frame.updated));

/** Start of a feed of customer records. @param shape the resource, or `Batch` */
export function customerFeedHead({ resourceUri, selfUri }: FeedIdentity, shape: string, updated: number): string {
  return feedHead(
    { id: atomId(resourceUri), title: TITLE, updated, links: [selfLink(selfUri, `cust-feed/${shape}`)] },
    CUSTOMER_NAMESPACES,
  );
}

export const customerEntryXml = ({ frame, payload }: CustomerEntry): string => entryXml(frame, payload);

/** A single entry as a document of its own. */
export const customerDocument = ({ frame, payload }: CustomerEntry): string => entryDocument(frame, payload, CUSTOMER_NAMESPACES);
