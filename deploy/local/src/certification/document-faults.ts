import { checkFeed, findingText } from '@greenledger/espi';
import { schemaIsHere, validateEspi, type Edition } from '@greenledger/testing/espi-schema';

/** What is held against a document. */
export interface Standards {
  readonly editions: readonly Edition[];
  /** Function blocks that a feed of usage is held to (D000 to D147); undefined for what is no such feed. */
  readonly blocks?: readonly number[] | undefined;
}

/** What is wrong with a document of ESPI, a line for each fault; the schemas are held to it where they lie beside the checkout. */
export function documentFaults(name: string, text: string, { editions, blocks }: Standards): string[] {
  const faults = blocks ? checkFeed(text, blocks).map(findingText) : [];
  for (const edition of schemaIsHere ? editions : []) {
    try {
      validateEspi(text, edition);
    } catch (error) {
      faults.push(`not valid by ${edition}: ${error instanceof Error ? error.message.slice(0, 300) : String(error)}`);
    }
  }
  return faults.map((fault) => `${name}: ${fault}`);
}

/** Absolute addresses that a document links to. */
export const linksOf = (text: string): string[] => [...text.matchAll(/ href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));
