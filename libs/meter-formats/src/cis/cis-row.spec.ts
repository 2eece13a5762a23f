import { describe, expect, it } from '@jest/globals';
import { UnrecognizedFileError } from '../meter-readings.js';
import { cisFields, readCisHeader } from './cis-header.js';
import { CIS_COLUMNS, readCisRow } from './cis-row.js';

const GOOD = 'C1,Ada Example,ada@example.org,en,A1,G1,electric,2025-01-01,,SP1,1 Elm St,95014,America/Los_Angeles,E-1,M1,2025-01-01,'.split(
  ',',
);
const defaults = { timeZone: 'America/Los_Angeles', locale: 'en' };
const header = readCisHeader(CIS_COLUMNS);
const read = (changes: Partial<Record<(typeof CIS_COLUMNS)[number], string>>) =>
  readCisRow(2, { ...cisFields(header, GOOD), ...changes }, 'raw', defaults);

describe('a row of a CIS extract', () => {
  it('is read by name', () => {
    expect(read({})).toMatchObject({
      customerNumber: 'C1',
      serviceKind: 0,
      serviceTo: null,
      meter: { number: 'M1', from: '2025-01-01', to: null },
    });
    expect(read({ time_zone: '', meter_number: '', meter_from: '' })).toMatchObject({ timeZone: 'America/Los_Angeles', meter: null });
  });

  it.each([
    [{ customer_number: '' }, 'field-missing', 'customer_number'],
    [{ address: 'x'.repeat(257) }, 'field-too-long', 'address'],
    [{ service_kind: 'steam' }, 'unknown-service-kind', 'service_kind'],
    [{ service_kind: 'constructor' }, 'unknown-service-kind', 'service_kind'],
    [{ service_from: '2025-02-30' }, 'date-not-valid', 'service_from'],
    [{ service_to: '2025-01-01' }, 'dates-reversed', 'service_to'],
    [{ meter_to: '2024-12-31' }, 'dates-reversed', 'meter_to'],
    [{ time_zone: 'Mars/Olympus' }, 'unknown-time-zone', 'time_zone'],
    [{ email: 'not an address' }, 'email-not-valid', 'email'],
    [{ meter_number: '' }, 'meter-number-missing', 'meter_number'],
    [{ meter_from: '' }, 'meter-from-missing', 'meter_from'],
  ])('%j is refused: %s', (changes, code, field) => {
    expect(read(changes)).toMatchObject({ kind: 'reject', line: 2, code, field });
  });

  it('leaves names and addresses of people out of the reason', () => {
    const reject = read({ email: 'ada example' });
    expect(JSON.stringify({ ...reject, raw: '' })).not.toContain('ada');
  });
});

describe('the header of a CIS extract', () => {
  it('may have any order and more columns, which are named', () => {
    expect(readCisHeader(['Note', ...[...CIS_COLUMNS].reverse()]).ignored).toEqual(['note']);
  });
  it('must have every column once', () => {
    expect(() => readCisHeader(CIS_COLUMNS.slice(1))).toThrow(UnrecognizedFileError);
    expect(() => readCisHeader([...CIS_COLUMNS, 'email'])).toThrow(/twice/);
  });
});
