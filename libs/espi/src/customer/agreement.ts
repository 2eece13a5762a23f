import { custElement, custGroup, custResource } from './customer-element.js';

/** Half-open, seconds since 1970-01-01 UTC; `end: null` without end, written as duration 0. */
interface AgreementPeriod {
  readonly start: number;
  readonly end: number | null;
}

export interface DemandResponseProgram {
  readonly name: string;
  readonly status: 'enrolled' | 'unenrolled' | 'enrolledPending';
  readonly period: AgreementPeriod;
}

/** CustomerAgreement; null is left out. */
export interface CustomerAgreementResource {
  /** Whole or masked. */
  readonly agreementId: string;
  /** The time in which the customer has the service. */
  readonly period: AgreementPeriod | null;
  readonly programs: readonly DemandResponseProgram[];
  /** Codes or addresses of tariffs. */
  readonly tariffs: readonly string[];
}

/** Members in the order of the schema. */
export function customerAgreementXml({ agreementId, period, programs, tariffs }: CustomerAgreementResource): string {
  return custResource(
    'CustomerAgreement',
    period === null ? '' : validity(period),
    ...programs.map(programXml),
    ...tariffs.map((tariff) => custElement('PricingStructures', encodeURI(tariff))),
    custElement('agreementId', agreementId),
  );
}

const validity = ({ start, end }: AgreementPeriod): string =>
  custGroup('validityInterval', custElement('duration', end === null ? 0 : end - start), custElement('start', start));

function programXml({ name, status, period: { start, end } }: DemandResponseProgram): string {
  const date = (seconds: number, description: string): string =>
    custGroup('programDate', custElement('programDate', seconds), custElement('programDateDescription', description));
  return custGroup(
    'DemandResponseProgram',
    custElement('programName', name),
    custElement('enrollmentStatus', status),
    date(start, 'enrollment'),
    end === null ? '' : date(end, 'end of enrollment'),
  );
}
