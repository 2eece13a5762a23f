import { BlockColumns } from '@greenledger/contracts';
import type { BlockPages } from '../release/block-pages.js';
import { inWindows, type PlannedBlock, type PlannedChannel } from '../release/release-plan.js';
import type { Mark } from '../tariffs/usage-point-tariffs.js';

/** One reading as every form shows it. Used again for the next: take what you need before you ask for more. */
export interface ShownReading {
  /** Seconds since 1970-01-01 UTC. */
  start: number;
  /** Seconds; 0 for register reads. */
  duration: number;
  value: number;
  /** QualityOfReading. */
  quality: number;
  /** In 1/100000 of the currency; undefined where none is known. */
  cost: number | undefined;
  tou: number | undefined;
  /** What the tariff calendar calls it. */
  touName: string | undefined;
}

export interface ShownBlock {
  readonly planned: PlannedBlock;
  readonly readings: Iterable<ShownReading>;
}

/** The planned blocks of a channel, ascending, with exactly the readings that the release says. */
export async function* shownBlocks(channel: PlannedChannel, pages: BlockPages): AsyncGenerator<ShownBlock> {
  const columns = new BlockColumns();
  for (const planned of channel.blocks) {
    columns.read(pages.taken() ?? (await pages.load()));
    const shows = planned.whole ? undefined : (start: number): boolean => inWindows(channel.windows, start);
    yield { planned, readings: shown(columns, shows, channel.marks?.on(planned.day)) };
  }
}

/** What has no value is not shown, as in the feed. */
function* shown(
  columns: BlockColumns,
  shows: ((start: number) => boolean) | undefined,
  mark: ((start: number, value: number) => Mark) | undefined,
): Generator<ShownReading> {
  const unmarked = { cost: undefined, tou: undefined, touName: undefined };
  const reading: ShownReading = { start: 0, duration: columns.intervalLength, value: 0, quality: 0, ...unmarked };
  for (let i = 0; i < columns.count; i++) {
    if (columns.missing[i] === 1) continue;
    reading.start = columns.starts[i]!;
    if (shows && !shows(reading.start)) continue;
    reading.value = columns.values[i]!;
    reading.quality = columns.qualities[i]!;
    if (mark) {
      const { cost, tou, touName } = mark(reading.start, reading.value);
      reading.cost = cost;
      reading.tou = tou;
      reading.touName = touName;
    }
    yield reading;
  }
}
