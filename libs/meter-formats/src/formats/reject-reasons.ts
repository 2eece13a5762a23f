import { CMEP_REASONS } from '../cmep/reason-codes.js';
import { CSV_REASONS } from '../csv/reason-codes.js';
import { ESPI_REASONS } from '../espi/reason-codes.js';
import { NEM_REASONS } from '../nem/reason-codes.js';
import type { MeterFormat } from './meter-file-line.js';

/** Code → rule, of every reason for which a format refuses something; docs/reference/reject-reasons.md has a section for each code. */
export const REJECT_REASONS: Readonly<Record<MeterFormat, Readonly<Record<string, string>>>> = {
  cmep: CMEP_REASONS,
  nem12: NEM_REASONS,
  nem13: NEM_REASONS,
  espi: ESPI_REASONS,
  csv: CSV_REASONS,
};
