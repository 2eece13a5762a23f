import type { ServiceKind } from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';

/** An agreement at a service point, with what its records need. Dates in seconds since 1970-01-01 UTC. */
export interface FoundAgreement {
  readonly id: string;
  readonly customerId: string;
  readonly usagePointId: string;
  readonly serviceKind: ServiceKind;
  readonly timeZone: string;
  readonly voltageClass: string | null;
  readonly from: number;
  readonly to: number | null;
}

/** Name of an agreement: its number belongs to one customer, who may have it at several service points. */
export interface AgreementName {
  readonly agreementNumber: string;
  readonly servicePointNumber: string;
}

const keyOf = ({ agreementNumber, servicePointNumber }: AgreementName): string => JSON.stringify([agreementNumber, servicePointNumber]);

/** Looks many agreements up at once. @returns a look-up by name */
export async function findAgreements(
  manager: EntityManager,
  names: readonly AgreementName[],
): Promise<(name: AgreementName) => FoundAgreement | undefined> {
  const rows: (FoundAgreement & AgreementName)[] = await manager.query(
    `SELECT DISTINCT g.id, g.agreement_number AS "agreementNumber", s.service_point_number AS "servicePointNumber", a.customer_id AS "customerId",
            s.id AS "usagePointId", s.service_kind AS "serviceKind", s.time_zone AS "timeZone", s.voltage_class AS "voltageClass",
            g.service_from::float8 AS "from", g.service_to::float8 AS "to"
       FROM unnest($1::text[], $2::text[]) AS w (agreement_number, service_point_number)
       JOIN service_point s ON s.service_point_number = w.service_point_number
       JOIN agreement g ON g.agreement_number = w.agreement_number AND g.service_point_id = s.id
       JOIN account a ON a.id = g.account_id`,
    [names.map(({ agreementNumber }) => agreementNumber), names.map(({ servicePointNumber }) => servicePointNumber)],
  );
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return (name) => found.get(keyOf(name));
}
