import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { storyAccount } from '../src/town/index.js';
import type { LocalDay } from '../src/town/local-days.js';
import type { BenchService } from './bench-extract.js';
import { cmepLines, copyRows, readingsOf, type MeterGroup } from './meter-file.js';

/** The same meters over one span of time, seconds since 1970-01-01 UTC. */
export interface FilePart {
  readonly group: MeterGroup;
  /** Number of the first meter's channel in the plain table. */
  readonly firstChannel: number;
  readonly from: number;
  readonly to: number;
}

/** A meter file, once as CMEP and once as rows for COPY. */
export interface BenchFile {
  readonly fileName: string;
  readonly content: string;
  readonly rowFile: string;
  readonly readings: number;
  /** The probe's day, and the start of its last reading, which is the last of the file. */
  readonly probeDay: number;
  readonly lastStart: number;
}

const PROBE: MeterGroup = { meterNumbers: ['BP-1'], step: 3_600 };
const PROBE_CHANNEL = 1_000_000_000;

/** What the CIS extract must know: the given meters, and the probe, which is the demo customer's. */
export function benchServices(groups: readonly MeterGroup[]): BenchService[] {
  const services = groups.flatMap(({ meterNumbers }) =>
    meterNumbers.map((meterNumber) => ({ meterNumber, customerNumber: `C-${meterNumber}` })),
  );
  return [...services, { meterNumber: PROBE.meterNumbers[0]!, customerNumber: storyAccount.customerNumber! }];
}

/**
 * Writes both forms. The probe's readings of `probeDay` come last: the log is projected in order, so when they are readable,
 * so is everything else of the file.
 */
export async function writeBenchFile(scratch: string, name: string, parts: readonly FilePart[], probeDay: LocalDay): Promise<BenchFile> {
  const all = [...parts, { group: PROBE, firstChannel: PROBE_CHANNEL, from: probeDay.start, to: probeDay.end }];
  const timeStamp = Math.max(...all.map(({ to }) => to));
  const content = all.flatMap(({ group, from, to }) => [...cmepLines(group, from, to, timeStamp)]).join('');
  const rowFile = join(scratch, `${name}.tsv`);
  await pipeline(Readable.from(rowsOf(all)), createWriteStream(rowFile));
  return {
    fileName: `${name}.cmep`,
    content,
    rowFile,
    readings: all.reduce((sum, { group, from, to }) => sum + readingsOf(group, from, to), 0),
    probeDay: probeDay.start,
    lastStart: probeDay.end - PROBE.step,
  };
}

function* rowsOf(parts: readonly FilePart[]): Generator<string> {
  for (const { group, firstChannel, from, to } of parts) yield* copyRows(group, firstChannel, from, to);
}
