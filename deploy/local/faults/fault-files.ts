import { benchExtract } from '../bench/bench-extract.js';
import { cmepLines, readingsOf, type MeterGroup } from '../bench/meter-file.js';
import { TOWN_TIME_ZONE } from '../src/town/index.js';

/** A file to be imported. */
export interface FaultFile {
  readonly fileName: string;
  readonly content: string;
  readonly readings: number;
}

const DAY = 86_400;
const FIRST = Date.UTC(2024, 0, 1) / 1_000;
/** Days of hourly readings in a file, files, and the days that the last file corrects. */
const DAYS = 40;
const FILES = 5;

/** The meters that these many readings need. */
export function faultMeters(readings: number): MeterGroup {
  const count = Math.ceil(readings / (24 * DAYS * FILES));
  return { meterNumbers: Array.from({ length: count }, (_, i) => `F-${100_000 + i}`), step: 3_600 };
}

export const faultExtract = ({ meterNumbers }: MeterGroup): string =>
  benchExtract(
    meterNumbers.map((meterNumber) => ({ meterNumber, customerNumber: `C-${meterNumber}` })),
    TOWN_TIME_ZONE,
  );

/** Files of consecutive days of all meters, then one with other values for half of the meters in days that are known already. */
export function* faultFiles(group: MeterGroup): Generator<FaultFile> {
  for (let i = 0; i < FILES; i++) yield file(`days-${i}.cmep`, group, FIRST + i * DAYS * DAY, 0);
  const half = { ...group, meterNumbers: group.meterNumbers.slice(0, group.meterNumbers.length / 2).reverse() };
  yield file('corrections.cmep', half, FIRST + (DAYS / 2) * DAY, 1_000 * DAY);
}

/** @param later how much later than the files of days this one claims to be made, seconds */
function file(fileName: string, group: MeterGroup, from: number, later: number): FaultFile {
  const to = from + DAYS * DAY;
  return { fileName, content: [...cmepLines(group, from, to, to + later)].join(''), readings: readingsOf(group, from, to) };
}
