import type { DomainEvent } from '../log-entry.js';
import type { Window } from '../period.js';

/** Members of ESPI ElectricPowerQualitySummary beside its interval, as the schema names them. */
export const POWER_QUALITY_MEMBERS = [
  'flickerPlt',
  'flickerPst',
  'harmonicVoltage',
  'longInterruptions',
  'mainsVoltage',
  'measurementProtocol',
  'powerFrequency',
  'rapidVoltageChanges',
  'shortInterruptions',
  'supplyVoltageDips',
  'supplyVoltageImbalance',
  'supplyVoltageVariations',
  'tempOvervoltage',
] as const;

export type PowerQualityMember = (typeof POWER_QUALITY_MEMBERS)[number];

/** Whole numbers in the units of the schema: counts, µV, µHz, hundredths; null: not measured. */
export type PowerQuality = Readonly<Record<PowerQualityMember, number | null>>;

/** A summary of the power quality at a usage point became known, or what is known of it changed: always the whole of it. */
export type PowerQualitySummaryChanged = DomainEvent<
  'PowerQualitySummaryChanged',
  {
    readonly summaryId: string;
    readonly usagePointId: string;
    /** Half-open, in seconds since 1970-01-01 UTC. */
    readonly summaryInterval: Window;
    readonly measured: PowerQuality;
  }
>;
