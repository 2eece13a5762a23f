/** Every href of a document, as it is written there. */
export const hrefsOf = (text: string): string[] => [...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));

/** The entry whose self link is `href`, as it is written. */
export function entryOf(text: string, href: string): string {
  const entries = text.split(/(?=<entry>)/).filter((part) => part.startsWith('<entry>'));
  const entry = entries.find((part) => part.includes(`<link rel="self" href="${href}"`));
  if (entry === undefined) throw new Error(`no entry of ${href}`);
  return entry.replace('</feed>\n', '');
}

/** The interval of each IntervalBlock, in document order. */
export const blocksOf = (text: string): string[] => [...text.matchAll(/<espi:IntervalBlock>.*?<\/espi:interval>/g)].map(([block]) => block);

/** Ids of the entries that hold an IntervalBlock, in document order. */
export const blockIdsOf = (text: string): string[] =>
  text
    .split(/(?=<entry>)/)
    .filter((entry) => entry.includes('<espi:IntervalBlock>'))
    .map((entry) => /<id>([^<]+)</.exec(entry)![1]!);

export interface ReadingText {
  readonly start: number;
  readonly value: number;
}

/** Start and value of each reading, in document order. */
export const readingsOf = (text: string): ReadingText[] =>
  [...text.matchAll(/<espi:start>(\d+)<\/espi:start><\/espi:timePeriod><espi:value>(-?\d+)</g)].map(([, start, value]) => ({
    start: Number(start),
    value: Number(value),
  }));
