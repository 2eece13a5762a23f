import { Injectable } from '@nestjs/common';
import { type FoundById, ProblemError, type ServiceKind } from '@greenledger/contracts';
import { DataSource } from 'typeorm';

const LONGEST = 128;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SHA256 = /^[0-9a-f]{64}$/i;

/** Finds what an identifier stands for: meter, service point, account, agreement, customer, usage point, import or file. Exact matches only. */
@Injectable()
export class FindById {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws ProblemError `invalid-parameter` for a text that can be no identifier. */
  async find(given: unknown): Promise<readonly FoundById[]> {
    const id = typeof given === 'string' ? given.trim() : '';
    if (id === '' || id.length > LONGEST || id.includes('\0')) {
      throw new ProblemError(
        'invalid-parameter',
        `id is a number or id of at most ${LONGEST} characters, as the extract or the API writes it.`,
      );
    }
    const services: ServiceRow[] = await this.dataSource.query(SERVICES, [id, UUID.test(id) ? id : null]);
    return [...services.map(foundService), ...(await this.#files(id))];
  }

  async #files(id: string): Promise<FoundById[]> {
    if (!UUID.test(id) && !SHA256.test(id)) return [];
    const matched = UUID.test(id) ? 'import' : 'file-digest';
    const rows: { id: string }[] = await this.dataSource.query(
      matched === 'import'
        ? `SELECT id FROM import WHERE id = $1`
        : `SELECT id FROM import WHERE sha256 = lower($1) OR delivered_sha256 = lower($1) ORDER BY sequence`,
      [id],
    );
    return rows.map((row) => ({ ...NO_SERVICE, matched, importId: row.id }));
  }
}

const NO_SERVICE = { usagePointId: null, servicePointNumber: null, serviceKind: null, meters: [], agreements: [] } as const;

interface ServiceRow {
  readonly matched: FoundById['matched'];
  readonly id: string;
  readonly service_point_number: string;
  readonly service_kind: ServiceKind;
  readonly meters: FoundById['meters'] | null;
  readonly agreements: FoundById['agreements'] | null;
}

const foundService = (row: ServiceRow): FoundById => ({
  matched: row.matched,
  importId: null,
  usagePointId: row.id,
  servicePointNumber: row.service_point_number,
  serviceKind: row.service_kind,
  meters: row.meters ?? [],
  agreements: row.agreements ?? [],
});

const SERVICES = `
  WITH hit (matched, id) AS (
    SELECT 'meter', service_point_id FROM meter_installation WHERE meter_number = $1
    UNION SELECT 'service-point', id FROM service_point WHERE service_point_number = $1
    UNION SELECT 'usage-point', id FROM service_point WHERE id = $2::uuid
    UNION SELECT 'account', g.service_point_id FROM account a JOIN agreement g ON g.account_id = a.id WHERE a.account_number = $1
    UNION SELECT 'agreement', service_point_id FROM agreement WHERE agreement_number = $1
    UNION SELECT 'customer', g.service_point_id FROM customer c JOIN account a ON a.customer_id = c.id JOIN agreement g ON g.account_id = a.id
           WHERE c.customer_number = $1)
  SELECT hit.matched, s.id, s.service_point_number, s.service_kind,
         (SELECT json_agg(json_build_object('meterNumber', m.meter_number, 'from', m.installed_from, 'to', m.installed_to) ORDER BY m.installed_from)
            FROM meter_installation m WHERE m.service_point_id = s.id) AS meters,
         (SELECT json_agg(json_build_object('agreementNumber', g.agreement_number, 'accountNumber', a.account_number,
                   'customerNumber', c.customer_number, 'from', g.service_from, 'to', g.service_to) ORDER BY g.service_from)
            FROM agreement g JOIN account a ON a.id = g.account_id JOIN customer c ON c.id = a.customer_id WHERE g.service_point_id = s.id) AS agreements
    FROM hit JOIN service_point s ON s.id = hit.id ORDER BY s.service_point_number, hit.matched LIMIT 200`;
