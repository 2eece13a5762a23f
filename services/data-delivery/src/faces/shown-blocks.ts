import { BlockColumns } from '@greenledger/contracts';
import type { BlockPages } from '../release/block-pages.js';
import { inWindows, type PlannedBlock, type PlannedChannel } from '../release/release-plan.js';

/** One reading as every form shows it. Used again for the next: take what you need before you ask for more. */
export interface ShownReading {
  /** Seconds since 1970-01-01 UTC. */
  start: number;
  /** Seconds; 0 for register reads. */
  duration: number;
  value: number;
  /** QualityOfReading. */
  quality: number;
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
    yield { planned, readings: shown(columns, planned.whole ? undefined : (start) => inWindows(channel.windows, start)) };
  }
}

/** What has no value is not shown, as in the feed. */
function* shown(columns: BlockColumns, shows: ((start: number) => boolean) | undefined): Generator<ShownReading> {
  const reading: ShownReading = { start: 0, duration: columns.intervalLength, value: 0, quality: 0 };
  for (let i = 0; i < columns.count; i++) {
    if (columns.missing[i] === 1) continue;
    reading.start = columns.starts[i]!;
    if (shows && !shows(reading.start)) continue;
    reading.value = columns.values[i]!;
    reading.quality = columns.qualities[i]!;
    yield reading;
  }
}
