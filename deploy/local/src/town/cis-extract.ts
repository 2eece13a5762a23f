/** Columns of a CIS extract, in order. Dates are local `YYYY-MM-DD`, half-open, empty = open end; one row per meter at an agreement. */
export const CIS_COLUMNS = [
  'customer_number',
  'customer_name',
  'email',
  'locale',
  'account_number',
  'agreement_number',
  'service_kind',
  'service_from',
  'service_to',
  'service_point_number',
  'address',
  'postcode',
  'time_zone',
  'tariff',
  'meter_number',
  'meter_from',
  'meter_to',
  'customer_kind',
  'voltage_class',
] as const;

type Column = (typeof CIS_COLUMNS)[number];
type OptionalColumn = 'customer_kind' | 'voltage_class';

/** The optional columns are empty when they are left out. */
export type CisRow = Readonly<Record<Exclude<Column, OptionalColumn>, string>> & { readonly [C in OptionalColumn]?: string };

/** Writes rows as CSV with a header line (RFC 4180: CRLF, quotes where a field needs them). */
export function cisExtract(rows: readonly CisRow[]): string {
  const lines = rows.map((row) => CIS_COLUMNS.map((column) => quoted(row[column] ?? '')).join(','));
  return [CIS_COLUMNS.join(','), ...lines, ''].join('\r\n');
}

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
