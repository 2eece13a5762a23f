import { FieldFault, rejectOf } from '../field-fault.js';
import type { LineNote, LineOfReadings, LineReject } from '../meter-readings.js';
import { UnrecognizedFileError } from '../meter-readings.js';
import { readingsOf } from './block-readings.js';
import { EspiDirectory } from './directory.js';
import { ATOM, Entry, ESPI, ESPI_CUSTOMER } from './entry.js';
import type { EspiOptions } from './espi-options.js';
import type { IntervalBlock } from './interval-block.js';
import { type EntryLinks, idOf, resourceIn } from './links.js';
import { momentOf } from './numbers.js';
import { channelOf } from './reading-type.js';
import { ESPI_REASONS, type EspiReason } from './reason-codes.js';
import type { XmlHandler } from './xml-events.js';

export type EspiLine = LineOfReadings | LineNote | LineReject<EspiReason>;

/** Readings that may wait for the end of their entry, or for their ReadingType: some 40 MB. */
const MOST_WAITING = 500_000;
/** Readings given out at once. */
const MOST_AT_ONCE = 4_096;
/** Resources that say nothing that is needed: times in ESPI are UTC. */
const STRUCTURE: ReadonlySet<string> = new Set(['LocalTimeParameters']);

/** A block whose ReadingType may still come. */
interface WaitingBlock {
  readonly block: IntervalBlock;
  readonly links: EntryLinks;
  readonly updated: number | undefined;
}

/** Turns the elements of one file into readings; `take` hands out what has become known since it was last asked. */
export class EspiFile implements XmlHandler {
  readonly #directory = new EspiDirectory();
  readonly #elements: string[] = [];
  #found: EspiLine[] = [];
  /** Blocks whose ReadingType has not come yet, by MeterReading. */
  readonly #waiting = new Map<string, WaitingBlock[]>();
  #readingsWaiting = 0;
  #entry: Entry | undefined;
  #feedUpdated: number | undefined;
  #blockSeen = false;

  constructor(private readonly options: EspiOptions) {}

  open(namespace: string, name: string, attribute: (name: string) => string | undefined, line: number): void {
    if (this.#elements.length === 0) expectRoot(namespace, name);
    this.#elements.push(namespace === ATOM ? `atom:${name}` : namespace === ESPI || namespace === ESPI_CUSTOMER ? 'espi' : 'other');
    if (namespace === ATOM && name === 'entry') this.#entry ??= new Entry(line);
    else if (namespace === ATOM && name === 'link') this.#entry?.link(attribute('rel'), attribute('href'));
    else if (namespace === ESPI || namespace === ESPI_CUSTOMER) (this.#entry ??= new Entry(line)).open(name, line);
  }

  close(text: string, line: number): void {
    const element = this.#elements.pop()!;
    if (element === 'espi') {
      if (this.#entry!.close(text, line, this.#readingsWaiting < MOST_WAITING)) this.#readingsWaiting++;
    } else if (element === 'atom:updated') {
      if (this.#entry) this.#entry.updated = text;
      else this.#feedUpdated = momentOf(text);
    }
    // A bare resource as the root of the file has no entry around it.
    if (element === 'atom:entry' ? !this.#elements.includes('atom:entry') : this.#elements.length === 0) this.#finishEntry();
  }

  /** What is known by now. */
  take(): EspiLine[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  /** At the end of the file, or where it breaks off: blocks whose ReadingType has never come are refused. */
  end(): EspiLine[] {
    for (const meterReading of [...this.#waiting.keys()]) this.#settle(meterReading);
    return this.take();
  }

  /** Whether the file held any IntervalBlock, good or not. */
  get hasBlocks(): boolean {
    return this.#blockSeen;
  }

  #finishEntry(): void {
    const entry = this.#entry;
    this.#entry = undefined;
    if (!entry) return;
    const { links, resource, blocks } = entry;
    const updated = entry.updated === undefined ? undefined : momentOf(entry.updated);
    for (const block of blocks) this.#place({ block, links, updated });
    if (blocks.length > 0) this.#blockSeen = true;
    else if (resource === 'UsagePoint') this.#directory.addUsagePoint(links, entry.serviceKind);
    else if (resource === 'MeterReading') this.#directory.addMeterReading(links).forEach((known) => this.#settle(known));
    else if (resource === 'ReadingType') this.#directory.addReadingType(links, entry.readingType).forEach((known) => this.#settle(known));
    else if (!STRUCTURE.has(resource ?? '')) this.#note(entry);
  }

  #note({ line, resource, links }: Entry): void {
    this.#found.push({
      kind: 'note',
      line,
      text: `${resource ?? 'An entry without content'}: no interval readings`,
      raw: links.self ?? '',
    });
  }

  /** Reads a block at once when its ReadingType is known, or when nothing that comes can change what becomes of it. */
  #place(waiting: WaitingBlock): void {
    const meterReading = meterReadingOf(waiting.links);
    if (waiting.block.fault || meterReading === undefined || this.#directory.readingTypeOf(meterReading)) return this.#give(waiting);
    const others = this.#waiting.get(meterReading);
    if (others) others.push(waiting);
    else this.#waiting.set(meterReading, [waiting]);
  }

  #settle(meterReading: string): void {
    const waiting = this.#waiting.get(meterReading) ?? [];
    this.#waiting.delete(meterReading);
    for (const block of waiting) this.#give(block);
  }

  #give(waiting: WaitingBlock): void {
    this.#readingsWaiting -= waiting.block.counted;
    this.#found.push(...this.#read(waiting));
  }

  #read(waiting: WaitingBlock): EspiLine[] {
    const { block, links } = waiting;
    const raw = links.self ?? links.up ?? '';
    try {
      if (block.fault) throw block.fault.fault;
      return this.#readingsOf(waiting).map((line) => ({ ...line, raw }));
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      const place = { line: block.fault?.line ?? block.line, lastLine: block.lastLine, raw };
      return [rejectOf(place, error as FieldFault<EspiReason>, ESPI_REASONS)];
    }
  }

  #readingsOf({ block, links, updated }: WaitingBlock): LineOfReadings[] {
    const meterReading = meterReadingOf(links);
    if (meterReading === undefined) throw new FieldFault<EspiReason>('block-without-links', 'link', links.self ?? links.up ?? '');
    const usagePoint = resourceIn(meterReading, 'UsagePoint');
    if (usagePoint === undefined) throw new FieldFault<EspiReason>('block-without-usage-point', 'link', meterReading);
    const written = this.#directory.readingTypeOf(meterReading);
    if (!written) throw new FieldFault<EspiReason>('reading-type-unknown', 'MeterReading', meterReading);
    const fileTime = updated ?? this.#feedUpdated ?? this.options.fileTime;
    if (fileTime === undefined) throw new FieldFault<EspiReason>('updated-missing', 'updated', '');
    const { defaultQuality, ...channel } = channelOf(written, this.#directory.serviceOf(usagePoint), this.options);
    const stream = idOf(meterReading);
    const meterNumber = this.options.meterNumber === 'meter-reading' ? `${idOf(usagePoint)}-${stream}` : idOf(usagePoint);
    const named = this.options.stream === 'none' ? {} : { stream };
    const lines: LineOfReadings[] = [];
    for (const [intervalLength, readings] of readingsOf(block, { ...channel, defaultQuality }, this.options)) {
      for (let at = 0; at < readings.length; at += MOST_AT_ONCE) {
        const part = { kind: 'readings' as const, line: block.line, lastLine: block.lastLine, meterNumber, ...named, fileTime, raw: '' };
        lines.push({ ...part, channel: { ...channel, intervalLength }, readings: readings.slice(at, at + MOST_AT_ONCE) });
      }
    }
    return lines;
  }
}

const meterReadingOf = ({ up, self }: EntryLinks): string | undefined => resourceIn(up, 'MeterReading') ?? resourceIn(self, 'MeterReading');

function expectRoot(namespace: string, name: string): void {
  if ((namespace === ATOM && (name === 'feed' || name === 'entry')) || namespace === ESPI || namespace === ESPI_CUSTOMER) return;
  throw new UnrecognizedFileError(`An ESPI file begins with an Atom feed or entry; this begins with the element ${name.slice(0, 32)}`);
}
