/** The labels of the CMEP text, by the last digit of the code. */
const PARTS = ['ON-PEAK', 'OFF-PEAK', 'PART-PEAK', 'PEAK-2', 'PEAK-3', 'PEAK-4'] as const;
const SEASONS = ['summer', 'winter'] as const;
const TEN = 10;

/**
 * ReadingType `tou` of a part of the day in a season: 11 is on-peak in summer, 22 off-peak in winter, 3 part-peak where the
 * tariff tells no season. ESPI leaves the meaning of the number to the utility.
 * @returns undefined for TOTAL, which is of all hours
 */
export function timeOfUseCode(label: string, season: 'summer' | 'winter' | undefined): number | undefined {
  const part = (PARTS as readonly string[]).indexOf(label) + 1;
  return part === 0 ? undefined : part + TEN * (season === undefined ? 0 : SEASONS.indexOf(season) + 1);
}

/** A code in words, for people: `on-peak, summer`. */
export function timeOfUseName(code: number): string {
  const part = PARTS[(code % TEN) - 1]?.toLowerCase() ?? `time of use ${code}`;
  const season = SEASONS[Math.floor(code / TEN) - 1];
  return season === undefined ? part : `${part}, ${season}`;
}
