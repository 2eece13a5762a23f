/** Every reason for which something of an ESPI file is refused; docs/reference/reject-reasons.md explains each. */
export const ESPI_REASONS = {
  'xml-not-well-formed': 'The file is well-formed XML to its end; what stands behind this place is not read',
  'xml-too-deep': 'Elements are nested at most 64 deep',
  'xml-too-long': 'A text, comment or attribute has at most 1,048,576 characters',
  'file-without-readings': 'A meter file holds at least one IntervalBlock',
  'block-without-links': 'The up or self link of an IntervalBlock names its MeterReading',
  'block-without-usage-point': 'The links of an IntervalBlock or of its MeterReading name the UsagePoint',
  'block-too-large': 'At most 500,000 readings wait for the end of their entry, or for their ReadingType',
  'block-empty': 'An IntervalBlock holds at least one IntervalReading',
  'reading-type-unknown': 'The MeterReading of an IntervalBlock stands in the file and links to a ReadingType that stands there, too',
  'unit-missing': 'The ReadingType says its uom',
  'code-not-valid': 'A code of the ReadingType is a whole number',
  'commodity-missing': 'The ReadingType says its commodity, or the UsagePoint its ServiceCategory',
  'kind-missing': 'The ReadingType says its kind, or has a uom that belongs to one kind only',
  'date-time-not-valid': 'The start is a whole number of seconds (or milliseconds) since 1970-01-01 UTC',
  'date-time-missing': 'A reading has a timePeriod, or follows the start of its block by the intervalLength of its ReadingType',
  'updated-missing': 'The entry or the feed says when it was updated, so that the newer of two values is known',
  'interval-length-not-valid': 'The duration is a whole number of seconds from 1 to 400 days',
  'interval-length-missing': 'The timePeriod says its duration, or the ReadingType its intervalLength',
  'duplicate-interval': 'An interval stands twice in the block, with different values or qualities',
  'unknown-quality': 'The quality is a QualityOfReading: 0 or 7 to 19',
  'value-not-a-number': 'A value is a whole number',
  'value-too-precise': 'A value is a whole number of 10^powerOfTenMultiplier uom, and values are never rounded',
  'value-too-large': 'A value is within 48 bits with sign',
} as const;

export type EspiReason = keyof typeof ESPI_REASONS;
