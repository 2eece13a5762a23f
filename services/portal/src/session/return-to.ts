const OWN_PAGES =
  /^\/(?:consent\/[^/]+|authorizations(?:\/[^/]+){0,2}|share(?:\/[^/]+)?|received|my-usage|demo\/mail|my-token|operator\/paper(?:\/[^/]+)?|directory|third-party\/(?:company|credentials|details|people|security)|third-party\/(?:requests|authorizations)(?:\/[^/]+)?|operator\/(?:third-parties|imports|sources)(?:\/[^/]+)?|operator\/(?:expected|find|reports))?$/;
/** Files of a page: after signing in one is led to the page, where the days that a file will hold are seen before it is fetched. */
const FILE = /(?<=^\/my-usage)\.(?:xml|csv)$/;
/** Any origin will do: it only shows whether the text stays on it. */
const HERE = 'http://portal.invalid';

/** What was chosen on a page stays chosen; no page asks for more than this. */
const MOST_OF_QUERY = 1_000;

/**
 * Where to go after sign-in: the given path, with what was chosen on it, when it is a page of this portal, otherwise `fallback`
 * (SEC-050). Judged after parsing as a browser would, so `//host`, `/\host` and encoded tricks fall through.
 */
export function ownPath(returnTo: unknown, fallback = '/authorizations'): string {
  if (typeof returnTo !== 'string' || !returnTo.startsWith('/') || !URL.canParse(returnTo, HERE)) return fallback;
  const url = new URL(returnTo, HERE);
  const page = url.pathname.replace(FILE, '');
  if (url.origin !== HERE || !OWN_PAGES.test(page)) return fallback;
  return url.search.length > MOST_OF_QUERY ? page : page + url.search;
}

/** Any address of this origin, its query included, for one who only changes the language there; the first page for all else. */
export function ownAddress(backTo: unknown): string {
  if (typeof backTo !== 'string' || !backTo.startsWith('/') || !URL.canParse(backTo, HERE)) return '/';
  const { origin, pathname, search } = new URL(backTo, HERE);
  // After `..` is resolved a path may begin like another host.
  return origin === HERE && !pathname.startsWith('//') ? pathname + search : '/';
}
