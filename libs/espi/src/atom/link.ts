import { escapeXml } from './escape.js';

/** An Atom link. `type` is `espi-entry/X` for one resource and `espi-feed/X` for a collection, `text/html` for a page; hrefs are absolute. */
export interface AtomLink {
  readonly rel: 'self' | 'up' | 'related';
  readonly href: string;
  readonly type: string;
}

export const selfLink = (href: string, type: string): AtomLink => ({ rel: 'self', href, type });
export const upLink = (href: string, type: string): AtomLink => ({ rel: 'up', href, type });
export const relatedLink = (href: string, type: string): AtomLink => ({ rel: 'related', href, type });

export function linkXml({ rel, href, type }: AtomLink): string {
  return `<link rel="${rel}" href="${escapeXml(href)}" type="${escapeXml(type)}"/>`;
}
