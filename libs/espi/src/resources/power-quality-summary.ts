import { dateTimeInterval, element } from '../atom/element.js';
import type { SummaryPeriod } from './usage-summary.js';

/**
 * An ElectricPowerQualitySummary (function block 17): counts of events, voltages in µV, frequency in µHz, flicker in
 * hundredths, all as `measurementProtocol` defines them (0 IEEE 1519-2009, 1 EN 50160). Null is left out.
 */
export interface PowerQualitySummary {
  readonly flickerPlt: number | null;
  readonly flickerPst: number | null;
  readonly harmonicVoltage: number | null;
  readonly longInterruptions: number | null;
  readonly mainsVoltage: number | null;
  readonly measurementProtocol: number | null;
  readonly powerFrequency: number | null;
  readonly rapidVoltageChanges: number | null;
  readonly shortInterruptions: number | null;
  readonly summaryInterval: SummaryPeriod;
  readonly supplyVoltageDips: number | null;
  readonly supplyVoltageImbalance: number | null;
  readonly supplyVoltageVariations: number | null;
  readonly tempOvervoltage: number | null;
}

/** Members in the order of the schema. */
export function powerQualitySummaryXml(summary: PowerQualitySummary): string {
  const { start, end } = summary.summaryInterval;
  return (
    '<espi:ElectricPowerQualitySummary>' +
    element('flickerPlt', summary.flickerPlt) +
    element('flickerPst', summary.flickerPst) +
    element('harmonicVoltage', summary.harmonicVoltage) +
    element('longInterruptions', summary.longInterruptions) +
    element('mainsVoltage', summary.mainsVoltage) +
    element('measurementProtocol', summary.measurementProtocol) +
    element('powerFrequency', summary.powerFrequency) +
    element('rapidVoltageChanges', summary.rapidVoltageChanges) +
    element('shortInterruptions', summary.shortInterruptions) +
    dateTimeInterval('summaryInterval', start, end - start) +
    element('supplyVoltageDips', summary.supplyVoltageDips) +
    element('supplyVoltageImbalance', summary.supplyVoltageImbalance) +
    element('supplyVoltageVariations', summary.supplyVoltageVariations) +
    element('tempOvervoltage', summary.tempOvervoltage) +
    '</espi:ElectricPowerQualitySummary>'
  );
}
