import { Injectable } from '@nestjs/common';
import type { GuestNumbers } from '@greenledger/contracts';
import { DataSource } from 'typeorm';

/** Longer than any number of a utility: not looked at. */
const LONGEST = 64;

/** Finds a customer by what stands on a bill: account number, service agreement number and postcode of the service. */
@Injectable()
export class GuestLookup {
  constructor(private readonly dataSource: DataSource) {}

  /** Only present services count: who moved out has an old bill, and so may the next holder. */
  async find(numbers: GuestNumbers): Promise<{ customerId: string | null }> {
    const given = [numbers.accountNumber, numbers.agreementNumber, numbers.postcode].map(plain);
    if (given.some((one) => one === '' || one.length > LONGEST)) return { customerId: null };
    const rows: { customer_id: string }[] = await this.dataSource.query(
      `SELECT DISTINCT a.customer_id FROM account a JOIN agreement g ON g.account_id = a.id JOIN service_point s ON s.id = g.service_point_id
        WHERE ${plainColumn('a.account_number')} = $1 AND ${plainColumn('g.agreement_number')} = $2 AND ${plainColumn('s.postcode')} = $3
          AND g.service_to IS NULL`,
      given,
    );
    return { customerId: rows.length === 1 ? rows[0]!.customer_id : null };
  }
}

const plain = (text: unknown): string => (typeof text === 'string' ? text.toUpperCase().replace(/[\s-]/g, '') : '');
/** The same in SQL; an index stands on the account number in this form. */
const plainColumn = (column: string): string => `upper(regexp_replace(${column}, '[\\s-]', '', 'g'))`;
