import type { ServiceIdentifier } from '@greenledger/contracts';
import type { EntityManager } from 'typeorm';

/** The numbers of a service point at its newest agreement and meter. */
interface Identifiers {
  readonly customer_id: string;
  readonly agreement: string;
  readonly account: string;
  readonly meter: string | null;
}

export interface IdentifierChange {
  readonly usagePointId: string;
  readonly customerId: string;
  readonly identifier: ServiceIdentifier;
}

const NUMBERED = ['account', 'agreement', 'meter'] as const;

/** The present numbers of service points and of the others under the same accounts, by usage point id. They stay inside this service. */
export async function readIdentifiers(
  manager: EntityManager,
  servicePointNumbers: readonly string[],
): Promise<ReadonlyMap<string, Identifiers>> {
  const rows: (Identifiers & { usage_point_id: string })[] = await manager.query(
    `SELECT DISTINCT ON (s.id) s.id AS usage_point_id, a.customer_id, g.agreement_number AS agreement, a.account_number AS account,
            (SELECT m.meter_number FROM meter_installation m WHERE m.service_point_id = s.id ORDER BY m.installed_from DESC LIMIT 1) AS meter
       FROM service_point s JOIN agreement g ON g.service_point_id = s.id JOIN account a ON a.id = g.account_id
      WHERE s.id IN (SELECT sibling.service_point_id FROM agreement own JOIN service_point place ON place.id = own.service_point_id
                       JOIN agreement sibling ON sibling.account_id = own.account_id WHERE place.service_point_number = ANY($1))
      ORDER BY s.id, g.service_from DESC`,
    [servicePointNumbers],
  );
  return new Map(rows.map((row) => [row.usage_point_id, row]));
}

/**
 * What got a new number for a holder who stayed. A new holder's numbers are no change of number, and the first meter of a
 * service point is none either.
 */
export function identifierChanges(before: ReadonlyMap<string, Identifiers>, after: ReadonlyMap<string, Identifiers>): IdentifierChange[] {
  return [...after].flatMap(([usagePointId, now]) => {
    const then = before.get(usagePointId);
    if (then?.customer_id !== now.customer_id) return [];
    const changed = NUMBERED.filter((identifier) => then[identifier] !== null && then[identifier] !== now[identifier]);
    return changed.map((identifier) => ({ usagePointId, customerId: now.customer_id, identifier }));
  });
}
