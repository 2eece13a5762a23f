import { parseDecimal, toWhole } from '../decimal.js';
import { cisReject, type CisReject } from './cis-row.js';
import type { TableRow } from './table-row.js';

/** Columns of measurements to the members of ESPI ElectricPowerQualitySummary. */
export const POWER_QUALITY_COLUMNS = {
  flicker_plt: 'flickerPlt',
  flicker_pst: 'flickerPst',
  harmonic_voltage: 'harmonicVoltage',
  long_interruptions: 'longInterruptions',
  mains_voltage: 'mainsVoltage',
  measurement_protocol: 'measurementProtocol',
  power_frequency: 'powerFrequency',
  rapid_voltage_changes: 'rapidVoltageChanges',
  short_interruptions: 'shortInterruptions',
  supply_voltage_dips: 'supplyVoltageDips',
  supply_voltage_imbalance: 'supplyVoltageImbalance',
  supply_voltage_variations: 'supplyVoltageVariations',
  temp_overvoltage: 'tempOvervoltage',
} as const;

type Column = keyof typeof POWER_QUALITY_COLUMNS;

/** A summary of the power quality at a service point: local days, the end exclusive; numbers in the units of the schema. */
export interface CisPowerQuality {
  readonly kind: 'power-quality';
  readonly line: number;
  readonly raw: string;
  readonly servicePointNumber: string;
  readonly from: string;
  readonly to: string;
  readonly measured: Readonly<Record<(typeof POWER_QUALITY_COLUMNS)[Column], number | null>>;
}

/** Largest Int48 and UInt8 of the schema. */
const [LARGEST, LARGEST_PROTOCOL] = [140_737_488_355_327, 255];

/** Makes a summary of a row, or says which of its columns cannot be taken. */
export function readPowerQuality({ line, raw, fields }: TableRow): CisPowerQuality | CisReject {
  const { summary_from: from = '', summary_to: to = '' } = fields;
  if (to <= from) return cisReject(line, 'dates-reversed', 'summary_to', to, raw);
  const measured: Partial<Record<(typeof POWER_QUALITY_COLUMNS)[Column], number | null>> = {};
  for (const [column, member] of Object.entries(POWER_QUALITY_COLUMNS)) {
    const text = fields[column] ?? '';
    const decimal = text === '' ? undefined : parseDecimal(text);
    const whole = decimal ? toWhole(decimal) : null;
    const protocol = column === 'measurement_protocol';
    const most = protocol ? LARGEST_PROTOCOL : LARGEST;
    const fits = whole === null || (typeof whole === 'number' && whole <= most && whole >= (protocol ? 0 : -most));
    if (!fits) return cisReject(line, 'amount-not-valid', column, text, raw);
    measured[member] = whole;
  }
  if (Object.values(measured).every((value) => value === null)) return cisReject(line, 'field-missing', 'supply_voltage_dips', '', raw);
  const { service_point_number: servicePointNumber = '' } = fields;
  return { kind: 'power-quality', line, raw, servicePointNumber, from, to, measured: measured as CisPowerQuality['measured'] };
}
