import { createHash } from 'node:crypto';
import { readingTypeKeyOf, type ReleaseManifest, type Window } from '@greenledger/contracts';
import { FACES, type FaceName } from '../faces/face-name.js';
import { channelName } from '../projections/channels.js';
import type { PlannedBlock, ReleasePlan } from './release-plan.js';

/** Renderer of the feed. Part of every manifest: a change of the rendered bytes needs a new one, and the old renderer stays to re-derive. */
export const RENDERER_VERSION = FACES.atom.renderer;

/**
 * The manifest of a plan: SHA-256 over the renderer's version and, in document order, each record's id, version and
 * digest and each window, one a line. The window spans the readings and the bills shown, cut to what is permitted.
 * @param certificateId of the certificate that feeds link to
 */
export function manifestOf(resource: string, plan: ReleasePlan, face: FaceName = 'atom', certificateId?: string): ReleaseManifest {
  const { renderer } = FACES[face];
  // The link to a certificate is part of what is rendered.
  const rendererVersion = face === 'atom' && certificateId !== undefined ? `${renderer} certificate ${certificateId}` : renderer;
  const hash = createHash('sha256').update(`renderer ${rendererVersion}\nresource ${resource}\n`);
  const blocks: PlannedBlock[] = [];
  for (const { row, windows, tariffDigest, channels, summaries, quality } of plan.usagePoints) {
    hash.update(`usage-point ${row.usagePointId} ${row.version} ${row.digest}\n`);
    for (const { start, end } of windows) hash.update(`window ${start} ${end}\n`);
    if (tariffDigest !== undefined) hash.update(`tariffs ${tariffDigest}\n`);
    for (const channel of channels) {
      const name = channelName(channel.usagePointId, channel.readingTypeKey);
      // One text a channel: a call of the hash for each of a thousand blocks costs more than hashing them.
      let text = channel.marks ? `channel ${name} as ${channel.marks.typeKey}\n` : `channel ${name}\n`;
      for (const block of channel.blocks) {
        text += `block ${name}/${block.day} ${block.version} ${block.digest}\n`;
        blocks.push(block);
      }
      hash.update(text);
    }
    if (summaries) hash.update('summaries\n');
    for (const { billId, version, digest } of summaries ?? []) hash.update(`summary ${billId} ${version} ${digest}\n`);
    if (quality) hash.update('power-quality\n');
    for (const { summaryId, version, digest } of quality ?? []) hash.update(`power-quality ${summaryId} ${version} ${digest}\n`);
  }
  return {
    resource,
    manifestDigest: hash.digest('hex'),
    rendererVersion,
    window: windowOf(plan),
    usagePointIds: plan.usagePoints.map(({ row }) => row.usagePointId),
    dataSets: plan.dataSets,
    counts: {
      usagePoints: plan.usagePoints.length,
      blocks: blocks.length,
      readings: blocks.reduce((sum, block) => sum + block.readings, 0),
    },
  };
}

function windowOf({ usagePoints, permitted }: ReleasePlan): Window {
  let start = Infinity;
  let end = -Infinity;
  for (const { channels, summaries = [], quality = [] } of usagePoints) {
    for (const { period } of [...summaries, ...quality]) {
      start = Math.min(start, period.start);
      end = Math.max(end, period.end);
    }
    for (const { readingTypeKey, blocks } of channels) {
      const { intervalLength } = readingTypeKeyOf(readingTypeKey);
      for (const { first, last } of blocks) {
        start = Math.min(start, first);
        end = Math.max(end, last + Math.max(intervalLength, 1));
      }
    }
  }
  if (start === Infinity) return { start: permitted.start, end: permitted.start };
  return { start, end: Math.min(end, permitted.end) };
}
