import type { ReleasePlan } from './release-plan.js';

/** Blocks that are kept together with their packed bytes, two or three hundred each. */
const MOST_WITH_BYTES = 4_096;

/**
 * Bounds what plans hold in memory while they are sent: the packed bytes of many blocks are let go of, and read again a page at a time
 * (`BlockPages`). To be called when the manifests are made, which name the blocks by these bytes.
 * @param plans that are sent together
 */
export function keepFewBlocks(plans: readonly ReleasePlan[]): void {
  const lists = plans.flatMap(({ usagePoints }) => usagePoints.flatMap(({ channels }) => channels.map(({ blocks }) => blocks)));
  let count = 0;
  for (const blocks of lists) count += blocks.length;
  if (count <= MOST_WITH_BYTES) return;
  for (const blocks of lists) for (const block of blocks) block.packed = undefined;
}
