/** The labels of CMEP by their number in the last digit of a time-of-use part; TOTAL is of all hours and has none. */
const PARTS: ReadonlyMap<string, number> = new Map([
  ['ON-PEAK', 1],
  ['OFF-PEAK', 2],
  ['PART-PEAK', 3],
  ['PEAK-2', 4],
  ['PEAK-3', 5],
  ['PEAK-4', 6],
]);
const SEASONS = { summer: 10, winter: 20 } as const;

/** ESPI `tou` of a label in a season: 11 is on-peak in summer, 22 off-peak in winter, 3 part-peak without season. undefined: all hours. */
export function touOf(label: string, season: 'summer' | 'winter' | undefined): number | undefined {
  const part = PARTS.get(label);
  return part === undefined ? undefined : part + (season === undefined ? 0 : SEASONS[season]);
}
