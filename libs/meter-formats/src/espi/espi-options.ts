/** What is particular to one sender of ESPI files. */
export interface EspiOptions {
  /** What the crosswalk calls a meter: the id of the UsagePoint in its links (default), or that of UsagePoint and MeterReading joined by `-`. */
  readonly meterNumber?: 'usage-point' | 'meter-reading';
  /**
   * What tells the streams of a meter apart: the id of the MeterReading (default), or nothing, for senders that make up a new
   * MeterReading id for each file.
   */
  readonly stream?: 'meter-reading' | 'none';
  /** ESPI QualityOfReading of readings when neither they nor their ReadingType say one; 14 (raw) when left out. */
  readonly defaultQuality?: number;
  /** FlowDirectionKind of ReadingTypes that do not say theirs; 1 (forward) when left out. */
  readonly flowDirection?: number;
  /** When the file was made, seconds since 1970-01-01 UTC: for entries and feeds that do not say when they were updated. */
  readonly fileTime?: number;
}
