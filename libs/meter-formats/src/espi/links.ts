/** The links of one Atom entry. */
export interface EntryLinks {
  self?: string;
  up?: string;
  readonly related: string[];
}

const MOST_LINKS = 1_000;

/** Adds a link; relations that are not followed are left out. */
export function addLink(links: EntryLinks, rel: string | undefined, href: string | undefined): void {
  // A link with a byte that is no UTF-8 might be taken for another one.
  if (!href || href.includes('\ufffd') || links.related.length >= MOST_LINKS) return;
  const path = pathOf(href);
  if (rel === 'self') links.self = path;
  else if (rel === 'up') links.up = path;
  else if (rel === 'related') links.related.push(path);
}

/** Absolute and relative links of one resource look alike: no origin, no slash at either end, none doubled. */
export function pathOf(href: string): string {
  return href
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/[?#].*$/, '')
    .split('/')
    .filter((segment) => segment !== '')
    .join('/');
}

/** The path up to and with the id of a resource, such as `…/UsagePoint/1/MeterReading/2`. */
export function resourceIn(path: string | undefined, resource: string): string | undefined {
  const segments = path?.split('/') ?? [];
  const at = segments.lastIndexOf(resource);
  return at < 0 || at + 1 >= segments.length ? undefined : segments.slice(0, at + 2).join('/');
}

export const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
