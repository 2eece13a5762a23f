/**
 * A span of readings of one meter channel, as it crosses from meter-ingestion to data-delivery and as it is stored.
 * Values are whole numbers in the unit and multiplier of the channel's ReadingTypeKey.
 */
export interface Reading {
  /** Start of the interval (or moment of a register read), seconds since 1970-01-01 UTC. */
  readonly start: number;
  /** Whole number; `null` when the interval is known to have no value. */
  readonly value: number | null;
  /** ESPI QualityOfReading: 17 validated, 14 raw, 8 estimated, 7 manually edited, 19 revenue quality, … */
  readonly quality: number;
}

export interface ReadingBlock {
  /** Seconds; 0 for register reads that follow no raster. */
  readonly intervalLength: number;
  /** Ascending by start, starts unique, at least one. */
  readonly readings: readonly Reading[];
}
