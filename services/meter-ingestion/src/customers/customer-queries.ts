import { Injectable } from '@nestjs/common';
import { ProblemError, type ReplyOf, type ServiceKind, type ServiceView } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { maskNumber } from './mask-number.js';

/** What other services may ask about customers. */
@Injectable()
export class CustomerQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws ProblemError `unknown-customer`. */
  async byNumber(customerNumber: string): Promise<ReplyOf<'meter-ingestion.find-customer'>> {
    const [found]: { id: string; name: string }[] = await this.dataSource.query(
      `SELECT id, name FROM customer WHERE customer_number = $1`,
      [String(customerNumber)],
    );
    if (!found) throw unknownCustomer();
    return { customerId: found.id, name: found.name };
  }

  /** @throws ProblemError `unknown-customer`. */
  async contact(customerId: string): Promise<ReplyOf<'meter-ingestion.get-contact'>> {
    // Compared as text: an id that is no uuid is simply unknown.
    const [found]: ReplyOf<'meter-ingestion.get-contact'>[] = await this.dataSource.query(
      `SELECT name, email, locale FROM customer WHERE id::text = $1`,
      [String(customerId)],
    );
    if (!found) throw unknownCustomer();
    return found;
  }

  /** Present and former services, the present ones first. */
  async services(customerId: string): Promise<readonly ServiceView[]> {
    const rows: ServiceRow[] = await this.dataSource.query(SERVICES, [String(customerId)]);
    return rows.map((row) => ({
      usagePointId: row.usage_point_id,
      serviceKind: row.service_kind,
      address: `${row.address}, ${row.postcode}`,
      agreementNumber: maskNumber(row.agreement_number),
      accountNumber: maskNumber(row.account_number),
      meterNumbers: row.meter_numbers,
      tariff: row.tariff,
      timeZone: row.time_zone,
      from: Number(row.service_from),
      to: row.service_to === null ? null : Number(row.service_to),
    }));
  }
}

interface ServiceRow {
  readonly usage_point_id: string;
  readonly service_kind: ServiceKind;
  readonly address: string;
  readonly postcode: string;
  readonly agreement_number: string;
  readonly account_number: string;
  readonly meter_numbers: readonly string[];
  readonly tariff: string | null;
  readonly time_zone: string;
  readonly service_from: string;
  readonly service_to: string | null;
}

/** Meters are those that were installed during the holder's own period. */
const SERVICES = `
  SELECT s.id AS usage_point_id, s.service_kind, s.address, s.postcode, g.agreement_number, a.account_number, s.tariff, s.time_zone,
         g.service_from, g.service_to,
         ARRAY(SELECT m.meter_number FROM meter_installation m
                WHERE m.service_point_id = s.id AND m.installed_from < coalesce(g.service_to, 9e15)
                  AND g.service_from < coalesce(m.installed_to, 9e15) ORDER BY m.installed_from) AS meter_numbers
    FROM account a JOIN agreement g ON g.account_id = a.id JOIN service_point s ON s.id = g.service_point_id
   WHERE a.customer_id::text = $1
   ORDER BY g.service_to IS NOT NULL, s.address, s.service_kind, g.service_from`;

const unknownCustomer = (): ProblemError =>
  new ProblemError('unknown-customer', 'No CIS extract holds this customer. Check the number, or deliver an extract that holds it.');
