import { parseDecimal } from '../decimal.js';
import { CSV_UNITS } from './csv-units.js';
import { dateTimeParser } from './date-time-format.js';
import { LocalClock } from './local-clock.js';

type Fields = Readonly<Record<string, unknown>>;
const DELIMITERS: ReadonlySet<unknown> = new Set([',', ';', '\t', '|']);
const MOST_COLUMNS = 1_500;
const LONGEST_INTERVAL = 400 * 86_400;

/** Every fault of a mapping that comes from outside (JSON), each with the member and the rule; empty when it can be used. */
export function checkCsvMapping(value: unknown): readonly string[] {
  if (!isFields(value)) return ['the mapping is an object'];
  const faults: string[] = [];
  const expect = (holds: boolean, rule: string): void => void (holds || faults.push(rule));
  expect(value['delimiter'] === undefined || DELIMITERS.has(value['delimiter']), 'delimiter is a comma, a semicolon, a tab or |');
  expect(typeof value['header'] === 'boolean', 'header is true or false');
  expect(value['skipRows'] === undefined || isWhole(value['skipRows'], 0, 1_000), 'skipRows is a whole number up to 1,000');
  expect(isOneOf(value['finalLineEnd'], [undefined, 'required', 'optional']), 'finalLineEnd is required or optional');
  expect(isOneOf(value['decimalComma'], [undefined, true, false]), 'decimalComma is true or false');
  expect(isOneOf(value['timeNames'], ['start', 'end']), 'timeNames is start or end');
  expect(
    typeof value['dateTimeFormat'] === 'string' && dateTimeParser(value['dateTimeFormat']) !== undefined,
    'dateTimeFormat names YYYY, MM and DD, each once',
  );
  expect(typeof value['timeZone'] === 'string' && isZone(value['timeZone']), 'timeZone is an IANA zone, UTC, or an offset such as +10:00');
  expect(value['multiplier'] === undefined || isMultiplier(value['multiplier']), 'multiplier is a positive decimal number, as text');
  expect(value['defaultQuality'] === undefined || isQuality(value['defaultQuality']), 'defaultQuality is a QualityOfReading');
  checkColumns(value, expect);
  checkChannels(value, expect);
  return faults;
}

type Expect = (holds: boolean, rule: string) => void;

function checkColumns(value: Fields, expect: Expect): void {
  const isColumn = (column: unknown): boolean =>
    isWhole(column, 1, MOST_COLUMNS) || (value['header'] === true && typeof column === 'string' && column !== '' && column.length <= 256);
  const rule = 'is a column: a name of the header, or a number from 1';
  expect(isColumn(value['meterNumber']), `meterNumber ${rule}`);
  for (const name of ['stream', 'rowTime']) expect(value[name] === undefined || isColumn(value[name]), `${name} ${rule}`);
  const time = isFields(value['time']) ? value['time'] : {};
  expect(
    isColumn(time['dateTime']) || (isColumn(time['date']) && isColumn(time['time'])),
    `time has dateTime, or date and time; each ${rule}`,
  );
  const written = value['value'];
  const columns = isFields(written) && Array.isArray(written['columns']) ? (written['columns'] as unknown[]) : undefined;
  expect(
    columns ? columns.length > 0 && columns.length <= MOST_COLUMNS && columns.every(isColumn) : isColumn(written),
    `value ${rule}, or has columns`,
  );
  const flag = value['flag'];
  if (flag !== undefined) {
    const flags = isFields(flag) && isFields(flag['flags']) ? Object.values(flag['flags']) : [];
    expect(
      isFields(flag) && isColumn(flag['column']) && flags.length > 0 && flags.every(isFlag),
      'flag has a column, and flags with quality and hasValue',
    );
  }
}

function checkChannels(value: Fields, expect: Expect): void {
  const rule = `has commodity, flowDirection, register, a unit of ${[...CSV_UNITS.keys()].join(' ')}, and an intervalLength in seconds unless it is a register`;
  const daily = isFields(value['value']);
  expect(isChannel(value['channel'], daily), `channel ${rule}`);
  const byColumn = value['channelColumn'];
  if (byColumn === undefined) return;
  const channels = isFields(byColumn) && isFields(byColumn['channels']) ? Object.values(byColumn['channels']) : [];
  const named = isFields(byColumn) && (typeof byColumn['column'] === 'string' || isWhole(byColumn['column'], 1, MOST_COLUMNS));
  expect(
    named && channels.length > 0 && channels.every((each) => isChannel(each, daily)),
    `channelColumn has a column and channels; each ${rule}`,
  );
}

function isChannel(value: unknown, daily: boolean): boolean {
  if (!isFields(value) || typeof value['register'] !== 'boolean') return false;
  const { commodity, flowDirection, unit, register, intervalLength } = value;
  // Rows of a day hold intervals, which must divide it.
  if (daily && (register || !isWhole(intervalLength, 60, 3_600) || 3_600 % intervalLength !== 0)) return false;
  const length = register || isWhole(intervalLength, 1, LONGEST_INTERVAL);
  return length && isWhole(commodity, 0, 26) && isWhole(flowDirection, 0, 21) && typeof unit === 'string' && CSV_UNITS.has(unit);
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isOneOf = (value: unknown, allowed: readonly unknown[]): boolean => allowed.includes(value);
const isWhole = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
const isQuality = (value: unknown): boolean => isWhole(value, 0, 19);
const isFlag = (value: unknown): boolean => isFields(value) && isQuality(value['quality']) && typeof value['hasValue'] === 'boolean';

function isMultiplier(value: unknown): boolean {
  const number = typeof value === 'string' ? parseDecimal(value) : undefined;
  return number !== undefined && number.digits > 0n;
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new LocalClock(zone));
  } catch {
    return false;
  }
}
