import { type CisBill, readBill } from './cis-bill.js';
import { readPowerQuality, type CisPowerQuality } from './cis-power-quality.js';
import { readTariffPeriod, type CisTariffPeriod } from './cis-tariff.js';
import { type CisDay, cisReject, type CisReject } from './cis-row.js';
import type { CisTable } from './cis-tables.js';
import type { TableRow } from './table-row.js';

/** A tariff that a service point has from one local day to another, the end exclusive. */
export interface CisRate {
  readonly kind: 'rate';
  readonly line: number;
  readonly raw: string;
  readonly servicePointNumber: string;
  readonly tariff: string;
  readonly from: string;
  readonly to: string | null;
}

/** The part that a service agreement takes in a demand-response programme. */
export interface CisProgram {
  readonly kind: 'program';
  readonly line: number;
  readonly raw: string;
  /** Of an ESPI file, whose fields are elements. */
  readonly written?: 'elements';
  readonly agreementNumber: string;
  readonly servicePointNumber: string;
  readonly code: string;
  readonly name: string;
  /** A word of ESPI EnrollmentStatus. */
  readonly status: string;
  readonly from: CisDay;
  readonly to: CisDay | null;
  readonly caisoResourceId: string | null;
  readonly caisoLocationId: string | null;
}

export type CisRecord = CisRate | CisProgram | CisPowerQuality | CisTariffPeriod | CisBill;

/** How a row of a table becomes a record; a bill is made of several rows. */
const READERS = { rates: readRate, programs: readProgram, powerQuality: readPowerQuality, tariffPeriods: readTariffPeriod } as const;

/** Rows of one bill, at most; more are refused together. */
const MOST_ROWS = 500;

/** Makes records of the rows of a table; the rows of a bill stand together and become one record, or are all refused. */
export class RecordBuilder {
  #open: { readonly number: string; readonly rows: (TableRow | CisReject)[]; readonly broken: boolean } | undefined;
  /** A row that does not tell its bill may belong to the one before it or to the one after it: neither is whole then. */
  #brokenBefore = false;
  readonly #closed = new Set<string>();

  constructor(private readonly table: CisTable) {}

  /** Takes the next row, and gives what is complete by now. @param billNumber of the row, also of one that is refused */
  *take(row: TableRow | CisReject, billNumber: string): Generator<CisRecord | CisReject> {
    if (this.table !== 'bills') {
      yield 'fields' in row ? READERS[this.table](row) : row;
      return;
    }
    if (this.#open && (billNumber === '' || this.#open.number === billNumber)) this.#open.rows.push(row);
    else {
      yield* this.end();
      this.#open = { number: billNumber, rows: [row], broken: this.#brokenBefore };
    }
    this.#brokenBefore = billNumber === '';
  }

  /** The bill that is still open. */
  *end(): Generator<CisRecord | CisReject> {
    if (!this.#open) return;
    const { number, rows, broken } = this.#open;
    this.#open = undefined;
    const apart = number !== '' && this.#closed.has(number);
    this.#closed.add(number);
    const refuseAll = (code: 'bill-rows-apart' | 'bill-too-long' | 'bill-incomplete'): CisReject[] =>
      rows.map((row) => ('fields' in row ? cisReject(row.line, code, 'bill_number', number, row.raw) : row));
    const good = rows.filter((row): row is TableRow => 'fields' in row);
    if (apart) yield* refuseAll('bill-rows-apart');
    else if (rows.length > MOST_ROWS) yield* refuseAll('bill-too-long');
    else if (broken || good.length < rows.length) yield* refuseAll('bill-incomplete');
    else {
      const bill = readBill(good);
      if (bill.kind === 'bill') yield bill;
      else yield* rows.map((row) => (row.line === bill.line ? bill : incomplete(row, number)));
    }
  }
}

const incomplete = (row: TableRow | CisReject, number: string): CisReject =>
  'fields' in row ? cisReject(row.line, 'bill-incomplete', 'bill_number', number, row.raw) : row;

function readRate({ line, raw, fields }: TableRow): CisRate | CisReject {
  const { tariff_from: from = '', tariff_to: to = '' } = fields;
  if (to !== '' && to <= from) return cisReject(line, 'dates-reversed', 'tariff_to', to, raw);
  return { kind: 'rate', line, raw, servicePointNumber: fields['service_point_number']!, tariff: fields['tariff']!, from, to: to || null };
}

function readProgram({ line, raw, fields }: TableRow): CisProgram | CisReject {
  const { program_from: from = '', program_to: to = '' } = fields;
  if (to !== '' && to <= from) return cisReject(line, 'dates-reversed', 'program_to', to, raw);
  if (fields['program_code']!.length > 64) return cisReject(line, 'field-too-long', 'program_code', fields['program_code']!, raw);
  return {
    kind: 'program',
    line,
    raw,
    agreementNumber: fields['agreement_number']!,
    servicePointNumber: fields['service_point_number']!,
    code: fields['program_code']!,
    name: fields['program_name']!,
    status: fields['program_status']!,
    from,
    to: to || null,
    caisoResourceId: fields['caiso_resource_id'] || null,
    caisoLocationId: fields['caiso_location_id'] || null,
  };
}
