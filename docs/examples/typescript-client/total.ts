import type { MeterReading } from './client/index.js';

/** The sum of the readings of one meter reading, in its unit. */
export function total({ labels, intervalBlocks }: MeterReading): string {
  const readings = intervalBlocks.flatMap((block) => block.readings);
  const sum = readings.reduce((so, { value }) => so + value, 0) * 10 ** labels.powerOfTenMultiplier;
  return `${labels.commodity} ${labels.flowDirection} ${readings.length} readings ${sum} ${labels.unit}`;
}
