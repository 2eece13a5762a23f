import type { PlannedBlock, PlannedChannel, PlannedUsagePoint, ReleasePlan } from '../release/release-plan.js';

/** Readings of one part: as a feed some 3 MB, packed some 200 kB, well below what a message may hold. */
const READINGS = 20_000;

/** A piece of a plan in document order; what does not begin in it (usage point, meter reading) has no entry in it. */
export interface PlanPart {
  readonly usagePoint: PlannedUsagePoint;
  readonly channel: PlannedChannel | undefined;
  readonly blocks: readonly PlannedBlock[];
  /** Whether this is where the usage point, or the channel, begins. */
  readonly opensUsagePoint: boolean;
  readonly opensChannel: boolean;
}

/** Cuts a plan into parts of about as many readings each; the same plan is always cut in the same places. */
export function planParts({ usagePoints }: ReleasePlan, readings = READINGS): PlanPart[][] {
  const parts: PlanPart[][] = [[]];
  let filled = 0;
  for (const usagePoint of usagePoints) {
    let opensUsagePoint = true;
    if (usagePoint.channels.length === 0) {
      parts.at(-1)!.push({ usagePoint, channel: undefined, blocks: [], opensUsagePoint, opensChannel: false });
    }
    for (const channel of usagePoint.channels) {
      let opensChannel = true;
      let blocks: PlannedBlock[] = [];
      const close = (): void => {
        parts.at(-1)!.push({ usagePoint, channel, blocks, opensUsagePoint, opensChannel });
        opensUsagePoint = opensChannel = false;
        blocks = [];
      };
      for (const block of channel.blocks) {
        if (filled > 0 && filled + block.readings > readings) {
          if (blocks.length > 0) close();
          parts.push([]);
          filled = 0;
        }
        blocks.push(block);
        filled += block.readings;
      }
      if (blocks.length > 0 || opensChannel) close();
    }
  }
  return parts;
}
