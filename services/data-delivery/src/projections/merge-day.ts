import type { Reading } from '@greenledger/contracts';

/** Readings of one channel and day with the file time that each came with. Ascending by start. */
export interface DatedReadings {
  readonly readings: readonly Reading[];
  /** Seconds since 1970-01-01 UTC, one per reading. */
  readonly fileTimes: readonly number[];
}

export interface MergeCounts {
  added: number;
  corrected: number;
  duplicate: number;
  superseded: number;
}

export interface MergeResult extends DatedReadings {
  /** Whether any reading differs from before: then it is a new version. */
  readonly changed: boolean;
  /** Whether a file time moved although no reading did. */
  readonly redated: boolean;
  readonly counts: MergeCounts;
  /** Starts of the first and last reading that changed. */
  readonly firstChange: number | null;
  readonly lastChange: number | null;
}

/**
 * Merges what arrived into what is known, interval by interval: the later file time wins, and of equal ones the one
 * that arrived later. An older value than the known one is superseded on arrival; the same value again is a duplicate
 * that only moves the file time on, so that a file older than the repetition cannot undo it.
 */
export function mergeDay(known: DatedReadings, arrived: readonly Reading[], fileTime: number): MergeResult {
  const counts: MergeCounts = { added: 0, corrected: 0, duplicate: 0, superseded: 0 };
  const readings: Reading[] = [];
  const fileTimes: number[] = [];
  const changes: number[] = [];
  let redated = false;
  let i = 0;
  const keep = (): void => {
    readings.push(known.readings[i]!);
    fileTimes.push(known.fileTimes[i]!);
    i++;
  };
  const take = (reading: Reading): void => {
    readings.push(reading);
    fileTimes.push(fileTime);
    changes.push(reading.start);
  };
  for (const reading of arrived) {
    while (i < known.readings.length && known.readings[i]!.start < reading.start) keep();
    const before = known.readings[i];
    if (before === undefined || before.start !== reading.start) {
      counts.added++;
      take(reading);
      continue;
    }
    const time = known.fileTimes[i]!;
    if (before.value === reading.value && before.quality === reading.quality) {
      counts.duplicate++;
      readings.push(before);
      fileTimes.push(Math.max(time, fileTime));
      redated ||= fileTime > time;
      i++;
    } else if (fileTime < time) {
      counts.superseded++;
      keep();
    } else {
      counts.corrected++;
      take(reading);
      i++;
    }
  }
  while (i < known.readings.length) keep();
  const changed = changes.length > 0;
  return { readings, fileTimes, changed, redated, counts, firstChange: changes[0] ?? null, lastChange: changes.at(-1) ?? null };
}
