import type { LineOfReadings, RefusedReadings } from '@greenledger/meter-formats';

/** What a line that was understood, and has no place, would have brought. Reads of registers are moments. */
export function refusedReadingsOf(line: LineOfReadings, meterNumber: string): RefusedReadings {
  const { channel, columns } = line;
  const first = columns ? columns.start : line.readings[0]!.start;
  const last = columns ? columns.start + (columns.count - 1) * columns.step : line.readings.at(-1)!.start;
  return { meterNumber, channel, from: first, to: last + Math.max(1, channel.intervalLength) };
}
