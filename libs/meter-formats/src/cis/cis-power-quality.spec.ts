import { describe, expect, it } from '@jest/globals';
import { looksLikeCisExtract } from './cis-header.js';
import { readCisExtract, type CisLine } from './cis-reader.js';

const HEADER = 'service_point_number,summary_from,summary_to,measurement_protocol,supply_voltage_dips,mains_voltage,temp_overvoltage';
async function read(...rows: string[]): Promise<CisLine[]> {
  const lines: CisLine[] = [];
  const bytes = [new TextEncoder().encode([HEADER, ...rows, ''].join('\n'))];
  const file = (async function* () {
    yield* bytes;
  })();
  for await (const line of readCisExtract(file, { timeZone: 'UTC', locale: 'en' })) if (line.kind !== 'header') lines.push(line);
  return lines;
}

describe('power quality of a CIS extract', () => {
  it('is told from other files by its columns, and an empty field is not measured', async () => {
    expect(looksLikeCisExtract(HEADER)).toBe(true);
    const [line] = await read('SP1,2025-11-01,2025-11-08,1,3,120300000,');
    expect(line).toMatchObject({
      kind: 'power-quality',
      servicePointNumber: 'SP1',
      from: '2025-11-01',
      to: '2025-11-08',
      measured: { measurementProtocol: 1, supplyVoltageDips: 3, mainsVoltage: 120_300_000, tempOvervoltage: null, flickerPlt: null },
    });
  });

  it.each([
    ['days in the wrong order', 'SP1,2025-11-08,2025-11-01,1,3,,', 'dates-reversed', 'summary_to'],
    ['part of a unit', 'SP1,2025-11-01,2025-11-08,1,3.5,,', 'amount-not-valid', 'supply_voltage_dips'],
    ['a protocol beyond UInt8', 'SP1,2025-11-01,2025-11-08,256,3,,', 'amount-not-valid', 'measurement_protocol'],
    ['a protocol below 0', 'SP1,2025-11-01,2025-11-08,-1,3,,', 'amount-not-valid', 'measurement_protocol'],
    ['a number beyond Int48', 'SP1,2025-11-01,2025-11-08,1,3,140737488355328,', 'amount-not-valid', 'mains_voltage'],
    ['no measurement at all', 'SP1,2025-11-01,2025-11-08,,,,', 'field-missing', 'supply_voltage_dips'],
    ['no place', ',2025-11-01,2025-11-08,1,3,,', 'field-missing', 'service_point_number'],
  ])('%s is refused', async (_name, row, code, field) => {
    expect(await read(row)).toMatchObject([{ kind: 'reject', line: 2, code, field }]);
  });
});
