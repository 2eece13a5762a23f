import type { CisDefaults, CisRow } from '@greenledger/meter-formats';
import type { RowConflict } from './apply-cis-row.js';
import type { KnownCustomers } from './known-customers.js';
import { spanOf, type Span } from './local-moments.js';

/** A row of which nothing is open any more: what its file leaves out is what is known, else the default of the house. */
export interface SettledRow extends CisRow {
  readonly serviceKind: 0 | 1 | 2;
  readonly timeZone: string;
  readonly locale: string;
  readonly service: Span;
  readonly installed: Span | null;
}

/** Fills in what the file of a row does not tell. @returns the conflict when nobody tells it */
export function settleCisRow(known: KnownCustomers, row: CisRow, defaults: CisDefaults): SettledRow | RowConflict {
  const place = known.servicePoints.get(row.servicePointNumber);
  const serviceKind = row.serviceKind ?? place?.kind ?? defaults.serviceKind;
  if (serviceKind === undefined) return { code: 'service-kind-unknown', column: 'service_kind', value: row.servicePointNumber };
  const timeZone = row.timeZone ?? place?.timeZone ?? defaults.timeZone;
  const locale = row.locale ?? known.customers.get(row.customerNumber)?.locale ?? defaults.locale;
  const service = spanOf(timeZone, row.serviceFrom, row.serviceTo);
  const installed = row.meter && spanOf(timeZone, row.meter.from, row.meter.to);
  // Two moments of one day are no day.
  if (isEmpty(service)) return { code: 'dates-reversed', column: 'service_to', value: row.agreementNumber };
  if (installed && isEmpty(installed)) return { code: 'dates-reversed', column: 'meter_to', value: row.meter!.number };
  return { ...row, serviceKind, timeZone, locale, service, installed };
}

const isEmpty = ({ from, to }: Span): boolean => to !== null && to <= from;
