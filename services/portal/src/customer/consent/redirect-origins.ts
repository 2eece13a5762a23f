import type { ConsentRequestView } from '@greenledger/contracts';

/** Where the browser ends up after the answer, for the form-action of the page. */
export function redirectOrigins({ thirdParty }: ConsentRequestView): string[] {
  const urls = thirdParty.redirectUris.map((uri) => new URL(uri));
  return [...new Set(urls.map(({ origin, protocol }) => (origin === 'null' ? protocol : origin)))];
}
