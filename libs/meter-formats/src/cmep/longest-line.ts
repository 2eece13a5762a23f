/** Longest line (CMEP 1.20), without its line end. */
export const LONGEST_LINE = 2_048;
