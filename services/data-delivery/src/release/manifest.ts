import { createHash, hash } from 'node:crypto';
import { readingTypeKeyOf, type ReleaseManifest, type Window } from '@greenledger/contracts';
import { FACES, type FaceName } from '../faces/face-name.js';
import { channelName } from '../projections/channels.js';
import { packedOf } from './day-versions.js';
import type { PlannedBlock, ReleasePlan } from './release-plan.js';

/** Renderer of the feed. Part of every manifest: a change of the rendered bytes needs a new one, and the old renderer stays to re-derive. */
export const RENDERER_VERSION = FACES.atom.renderer;

/**
 * The manifest of a plan: SHA-256 over the renderer's version and, in document order, each record's id, version and
 * digest and each window, one a line. Blocks of a channel have one digest together, that of their packed bytes one after the other,
 * and each its length: a digest for each of 1,461 days would take most of the time of a plan. The window spans the readings and the
 * bills shown, cut to what is permitted.
 * @param plan its blocks come with their packed bytes
 * @param certificateId of the certificate that feeds link to
 * @throws Error when packed bytes were let go of already
 */
export function manifestOf(resource: string, plan: ReleasePlan, face: FaceName = 'atom', certificateId?: string): ReleaseManifest {
  const { renderer } = FACES[face];
  // The link to a certificate is part of what is rendered.
  const rendererVersion = face === 'atom' && certificateId !== undefined ? `${renderer} certificate ${certificateId}` : renderer;
  // One text: a call of the hash for each line costs more than hashing them.
  let text = `renderer ${rendererVersion}\nresource ${resource}\n`;
  let blockCount = 0;
  let readings = 0;
  for (const { row, windows, tariffDigest, channels, summaries, quality } of plan.usagePoints) {
    text += `usage-point ${row.usagePointId} ${row.version} ${row.digest}\n`;
    for (const { start, end } of windows) text += `window ${start} ${end}\n`;
    if (tariffDigest !== undefined) text += `tariffs ${tariffDigest}\n`;
    for (const { usagePointId, readingTypeKey, marks, blocks } of channels) {
      const name = channelName(usagePointId, readingTypeKey);
      text += marks ? `channel ${name} as ${marks.typeKey}\n` : `channel ${name}\n`;
      for (const block of blocks) {
        text += `block ${block.day} ${block.version} ${block.packedTo - block.packedFrom}\n`;
        readings += block.readings;
      }
      if (blocks.length > 0) text += `blocks ${digestOf(blocks)}\n`;
      blockCount += blocks.length;
    }
    if (summaries) text += 'summaries\n';
    for (const { billId, version, digest } of summaries ?? []) text += `summary ${billId} ${version} ${digest}\n`;
    if (quality) text += 'power-quality\n';
    for (const { summaryId, version, digest } of quality ?? []) text += `power-quality ${summaryId} ${version} ${digest}\n`;
  }
  return {
    resource,
    manifestDigest: hash('sha256', text, 'hex'),
    rendererVersion,
    window: windowOf(plan),
    usagePointIds: plan.usagePoints.map(({ row }) => row.usagePointId),
    dataSets: plan.dataSets,
    counts: {
      usagePoints: plan.usagePoints.length,
      blocks: blockCount,
      readings,
    },
  };
}

/** SHA-256 of the packed bytes of blocks, one after the other. */
function digestOf(blocks: readonly PlannedBlock[]): string {
  // Of one day at once: an object that is fed takes three times as long to make, and a bulk feed has ten thousand of them.
  if (blocks.length === 1) return hash('sha256', bytesOf(blocks[0]!), 'hex');
  const digest = createHash('sha256');
  for (const block of blocks) digest.update(bytesOf(block));
  return digest.digest('hex');
}

function bytesOf(block: PlannedBlock): Buffer {
  const bytes = packedOf(block);
  if (!bytes) throw new Error(`the block of ${block.day} has no bytes to be named by in the manifest`);
  return bytes;
}

function windowOf({ usagePoints, permitted }: ReleasePlan): Window {
  let start = Infinity;
  let end = -Infinity;
  for (const { channels, summaries = [], quality = [] } of usagePoints) {
    for (const list of [summaries, quality]) {
      for (const { period } of list) {
        start = Math.min(start, period.start);
        end = Math.max(end, period.end);
      }
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
