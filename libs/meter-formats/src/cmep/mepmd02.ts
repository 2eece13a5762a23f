import { timeOfUseCode } from '@greenledger/espi';
import type { TimeOfUseTotals } from '../formats/meter-file-line.js';
import type { TextLine } from '../lines/split-lines.js';
import { parseDateTime } from './date-times.js';
import { readCommonFields, readCount, multiplied, readFactor, readUnit, readValue } from './header-fields.js';
import { qualityOf } from './quality-flags.js';
import { LineFault } from './reason-codes.js';
import { expectTriples } from './sets.js';
import type { SourceProfiles } from './source-profile.js';

/** Fields before the sets of an MEPMD02 record. */
const HEADER_FIELDS = 16;
const MOST_TOTALS = 6;
/** MeasurementKind of power and demand, AccumulationKind of what a demand indicator shows. */
const [POWER, DEMAND, INDICATING] = [37, 8, 6];
const LABELS = ['ON-PEAK', 'OFF-PEAK', 'PART-PEAK', 'PEAK-2', 'PEAK-3', 'PEAK-4', 'TOTAL'];
/** Some head-ends write the labels as one word, such as OnPeak. */
const LABEL_OF: ReadonlyMap<string, string> = new Map(LABELS.map((label) => [label.replace('-', ''), label]));
const SEASONS: ReadonlyMap<string, 'summer' | 'winter' | undefined> = new Map([
  ['S', 'summer'],
  ['W', 'winter'],
  ['', undefined],
]);

/** An MEPMD02 record: the totals of a period by time of use. @throws LineFault at the first field at fault. */
export function readMepmd02(fields: readonly string[], line: TextLine, profiles: SourceProfiles): TimeOfUseTotals {
  if (fields.length < HEADER_FIELDS) throw new LineFault('truncated-line', 'line', fields.at(-1) ?? '');
  const { profile, fileTime, meterNumber } = readCommonFields(fields, profiles);
  const [commodityWord, unitWord, seasonWord, constant, startText, endText, countText] = fields.slice(9, HEADER_FIELDS) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const { commodity, unit } = readUnit(commodityWord, unitWord, profile);
  if (!SEASONS.has(seasonWord)) throw new LineFault('unknown-season', 'season', seasonWord);
  const season = SEASONS.get(seasonWord);
  const factor = multiplied(readFactor(constant, unit), profile.multiplier);
  const end = momentOf(endText, 'end');
  const start = unit.register ? end : momentOf(startText, 'start');
  if (!unit.register && end <= start) throw new LineFault('period-not-valid', 'end', endText);
  const count = readCount(countText, MOST_TOTALS);
  expectTriples(fields, HEADER_FIELDS, count);
  const seen = new Set<string>();
  const totals = Array.from({ length: count }, (_, i) => {
    const [written, flag, value = ''] = fields.slice(HEADER_FIELDS + 3 * i, HEADER_FIELDS + 3 * i + 3) as [string, string, string?];
    const label = LABEL_OF.get(written.toUpperCase().replace('-', ''));
    if (!label) throw new LineFault('unknown-label', `set ${i + 1} label`, written);
    if (seen.has(label)) throw new LineFault('duplicate-label', `set ${i + 1} label`, written);
    seen.add(label);
    const quality = qualityOf(flag, profile.flags);
    if (!quality) throw new LineFault('unknown-quality-flag', `set ${i + 1} flag`, flag);
    if (value === '' && quality.hasValue) throw new LineFault('value-missing', `set ${i + 1} value`, value);
    const number = value === '' ? null : readValue(value, factor, `set ${i + 1} value`);
    const tou = timeOfUseCode(label, season);
    const total = { label, start, end, value: quality.hasValue ? number : null, quality: quality.quality };
    return tou === undefined ? total : { ...total, tou };
  });
  const { flowDirection, uom, powerOfTenMultiplier } = unit;
  // What is no energy is the greatest demand of the period.
  const { kind, accumulationBehaviour } = unit.kind === POWER ? { kind: DEMAND, accumulationBehaviour: INDICATING } : unit;
  const channel = { commodity, flowDirection, accumulationBehaviour, kind, uom, powerOfTenMultiplier, intervalLength: end - start };
  const record = { kind: 'time-of-use' as const, line: line.number, meterNumber, channel, fileTime, totals, raw: line.text };
  return season === undefined ? record : { ...record, season };
}

function momentOf(text: string, field: string): number {
  const moment = parseDateTime(text);
  if (moment === undefined) throw new LineFault('date-time-not-valid', field, text);
  return moment;
}
