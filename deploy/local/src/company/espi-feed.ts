import { SaxesParser } from 'saxes';

/** Sum of the values of one kind of reading; multiply by 10^powerOfTenMultiplier to get `uom`. */
export interface ReadingSum {
  /** UnitSymbolKind: 72 Wh, 169 therm, … */
  readonly uom: string;
  /** FlowDirectionKind: 1 delivered, 19 received. */
  readonly flowDirection: string;
  readonly powerOfTenMultiplier: string;
  readonly readings: number;
  readonly sum: number;
}

export interface FeedSummary {
  readonly bytes: number;
  readonly usagePoints: number;
  readonly readings: number;
  readonly sums: readonly ReadingSum[];
}

/** A feed nests about 12 deep; saxes itself sets no limit. */
const DEEPEST = 64;

/**
 * Counts what an ESPI feed holds while it streams in, in constant memory. Blocks belong to the ReadingType that stands before them.
 * @throws Error when the XML is not well-formed, is cut off, or brings a DOCTYPE.
 */
export async function summarizeFeed(body: AsyncIterable<Uint8Array>): Promise<FeedSummary> {
  const parser = new SaxesParser({ xmlns: true });
  const path: string[] = [];
  const sums = new Map<string, { uom: string; flowDirection: string; powerOfTenMultiplier: string; readings: number; sum: number }>();
  let readingType: Record<string, string> = {};
  let value: string | undefined;
  let text = '';
  let [bytes, usagePoints, readings] = [0, 0, 0];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('the feed brings a DOCTYPE, which is never read');
  });
  parser.on('opentag', ({ local }) => {
    if (path.push(local) > DEEPEST) throw new Error(`the feed nests deeper than ${DEEPEST} elements`);
    text = '';
    if (local === 'ReadingType') readingType = {};
    else if (local === 'UsagePoint') usagePoints++;
    else if (local === 'IntervalReading') value = undefined;
  });
  parser.on('text', (part) => (text += part));
  parser.on('closetag', ({ local }) => {
    path.pop();
    const parent = path.at(-1);
    if (parent === 'ReadingType') readingType[local] = text.trim();
    else if (local === 'value' && parent === 'IntervalReading') value = text.trim();
    else if (local === 'IntervalReading') {
      readings++;
      add();
    }
    text = '';
  });
  function add(): void {
    const { uom = '', flowDirection = '', powerOfTenMultiplier = '0' } = readingType;
    const key = `${uom}.${flowDirection}.${powerOfTenMultiplier}`;
    const entry = sums.get(key) ?? { uom, flowDirection, powerOfTenMultiplier, readings: 0, sum: 0 };
    entry.readings++;
    entry.sum += Number(value ?? 0);
    sums.set(key, entry);
  }
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    parser.write(decoder.decode(chunk, { stream: true }));
  }
  parser.close();
  return { bytes, usagePoints, readings, sums: [...sums.values()] };
}
