/** Characters of a request's path and query that are kept. */
const LONGEST_TARGET = 2_000;

/** Path and query of a request as they may be kept: clients do put tokens into URLs, and such a value is left out. */
export const keptTarget = (url: string): string =>
  url.replace(/([?&](?:access_token|token|client_secret)=)[^&]*/gi, '$1…').slice(0, LONGEST_TARGET);
