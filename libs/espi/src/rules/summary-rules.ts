import { childAt, textAt } from '../reader/xml-tree.js';
import { entryRules } from './atom-rules.js';
import { eachEntry, type Rule } from './rule.js';

const MEASUREMENT = ['powerOfTenMultiplier', 'timeStamp', 'uom', 'value'];

/** A rule for each member that every entry of a kind must have. */
function members(kind: string, tests: string, block: number, paths: readonly string[]): readonly Rule[] {
  return [
    { tests, block, must: `there is a ${kind} (FB ${block})`, check: (feed) => (feed.of(kind).length > 0 ? [] : ['feed']) },
    ...paths.map((path) =>
      eachEntry(kind, { tests, block, must: `${kind}: has ${path}` }, ({ resource }) => {
        const found = childAt(resource, ...path.split('/'));
        return found === undefined || (found.children.length === 0 && textAt(found) === '');
      }),
    ),
  ];
}

const measured = (name: string): string[] => MEASUREMENT.map((part) => `${name}/${part}`);

/** UsageSummary by function block: usage 15, cost 16, demands 27, the running bill 28. */
export const USAGE_SUMMARY_RULES: readonly Rule[] = [
  ...entryRules('UsageSummary', 'D081-D102', 15),
  ...members('UsageSummary', 'D081-D102', 15, [
    'billingPeriod/duration',
    'billingPeriod/start',
    ...measured('overallConsumptionLastPeriod'),
    ...measured('currentBillingPeriodOverAllConsumption'),
    'qualityOfReading',
    'statusTimeStamp',
  ]),
  ...members('UsageSummary', 'D091 D093 D094', 16, ['billLastPeriod', 'costAdditionalLastPeriod', 'currency']),
  ...members('UsageSummary', 'D103-D112', 27, [
    ...measured('ratchetDemand'),
    'ratchetDemandPeriod/duration',
    'ratchetDemandPeriod/start',
    ...measured('peakDemand'),
    ...measured('currentDayOverallConsumption'),
    ...measured('previousDayOverallConsumption'),
  ]),
  ...members('UsageSummary', 'D092', 28, ['billToDate']),
];

/** ElectricPowerQualitySummary, FB 17: all of its members. */
export const QUALITY_SUMMARY_RULES: readonly Rule[] = [
  ...entryRules('ElectricPowerQualitySummary', 'D113-D134', 17),
  ...members('ElectricPowerQualitySummary', 'D113-D134', 17, [
    ...['flickerPlt', 'flickerPst', 'harmonicVoltage', 'longInterruptions', 'mainsVoltage', 'measurementProtocol', 'powerFrequency'],
    ...['rapidVoltageChanges', 'shortInterruptions', 'summaryInterval/duration', 'summaryInterval/start', 'supplyVoltageDips'],
    ...['supplyVoltageImbalance', 'supplyVoltageVariations', 'tempOvervoltage'],
  ]),
];
