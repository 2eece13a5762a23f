import type { LineOfReadings, TimeOfUseTotals } from '@greenledger/meter-formats';

/** AccumulationKind of use over a stretch of time. */
const DELTA = 4;

type Placeable = (LineOfReadings | TimeOfUseTotals) & { readonly position: number };

/**
 * The lines of one channel each that a line stands for: beside register reads the use between them, as an interval from the one
 * read to the other; of totals by time of use one for each part of the day.
 */
export function linesToPlace(line: Placeable): readonly LineOfReadings[] {
  if (line.kind === 'time-of-use') return partsOf(line);
  const { quantity, ...reads } = line;
  if (quantity === undefined) return [line];
  const { start, end, value, quality } = quantity;
  const channel = { ...line.channel, accumulationBehaviour: DELTA, intervalLength: end - start };
  return [reads, { ...reads, channel, readings: [{ start, value, quality }] }];
}

function partsOf({ line, meterNumber, channel, fileTime, totals, raw }: TimeOfUseTotals): readonly LineOfReadings[] {
  return totals.map(({ start, value, quality, tou }) => ({
    kind: 'readings' as const,
    line,
    meterNumber,
    fileTime,
    raw,
    channel: tou === undefined ? channel : { ...channel, tou },
    readings: [{ start, value, quality }],
  }));
}
