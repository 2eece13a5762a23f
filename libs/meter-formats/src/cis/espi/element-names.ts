import { CIS_REASONS, type CisReason } from '../reason-codes.js';
import { type CisReject, cisReject } from '../cis-row.js';

/** Where ESPI writes what the columns of a CSV extract hold. */
const ELEMENTS: Readonly<Record<string, string>> = {
  customer_number: 'Customer',
  customer_name: 'customerName',
  customer_kind: 'kind',
  email: 'email1',
  account_number: 'accountId',
  agreement_number: 'agreementId',
  service_kind: 'ServiceCategory',
  service_from: 'validityInterval',
  service_to: 'validityInterval',
  service_point_number: 'UsagePoint',
  meter_number: 'serialNumber',
  meter_from: 'installationDate',
  meter_to: 'removalDate',
  program_code: 'DemandResponseProgram',
  program_from: 'programDate',
  program_to: 'programDate',
};

/** Makes the reject of an entry of an ESPI file; personal data stays out of `value` and `text`. */
export function elementReject(line: number, code: CisReason, element: string, value: string, raw: string): CisReject {
  const text = `${CIS_REASONS[code]}; see the element ${element}`;
  return { kind: 'reject', line, code, field: element, value: value.slice(0, 64), text, raw };
}

/** The reject of what a file holds, in the words of its format. @param column as a CSV extract calls it */
export function rejectEntry(
  { line, raw, written }: { readonly line: number; readonly raw: string; readonly written?: 'elements' },
  code: CisReason,
  column: string,
  value: string,
): CisReject {
  if (written === undefined) return cisReject(line, code, column, value, raw);
  return elementReject(line, code, ELEMENTS[column] ?? column, value, raw);
}
