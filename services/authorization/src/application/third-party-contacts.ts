import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { ContactPerson, RegistrationForm } from '@greenledger/contracts';
import { DataSource } from 'typeorm';

interface Contacts {
  readonly taxpayerId: string;
  readonly businessContact: ContactPerson;
  readonly technicalContact: ContactPerson;
}
interface Row {
  readonly third_party_id: string;
  readonly taxpayer_id: string;
  readonly business_contact: ContactPerson;
  readonly technical_contact: ContactPerson;
}

const UNIQUE_VIOLATION = '23505';

/** The people of companies and their taxpayer ids: in this one table and in no event, so that they can be erased. */
@Injectable()
export class ThirdPartyContacts {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** @throws ProblemError `invalid-body` with the fault `taxpayerId: taken` when another company has the taxpayer id */
  async state(thirdPartyId: string, form: RegistrationForm): Promise<void> {
    try {
      await this.write(thirdPartyId, form);
    } catch (error) {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
      const [holder] = await this.dataSource.query<Row[]>('SELECT * FROM third_party_contact WHERE taxpayer_id = $1', [form.taxpayerId]);
      // The same form sent twice at once: the other one was a moment faster.
      if (holder?.third_party_id === thirdPartyId) return this.write(thirdPartyId, form);
      throw new ProblemError('invalid-body', 'the registration is refused: a company with this taxpayer id is registered already', {
        faults: [{ field: 'taxpayerId', rule: 'taken' }],
      });
    }
  }

  private async write(thirdPartyId: string, { taxpayerId, businessContact, technicalContact }: RegistrationForm): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO third_party_contact (third_party_id, taxpayer_id, business_contact, technical_contact) VALUES ($1, $2, $3, $4)
       ON CONFLICT (third_party_id) DO UPDATE SET taxpayer_id = excluded.taxpayer_id, business_contact = excluded.business_contact,
         technical_contact = excluded.technical_contact, stated_at = now()`,
      [thirdPartyId, taxpayerId, JSON.stringify(businessContact), JSON.stringify(technicalContact)],
    );
  }

  async find(thirdPartyId: string): Promise<Contacts | null> {
    const [row] = await this.dataSource.query<Row[]>('SELECT * FROM third_party_contact WHERE third_party_id = $1', [thirdPartyId]);
    return row ? { taxpayerId: row.taxpayer_id, businessContact: row.business_contact, technicalContact: row.technical_contact } : null;
  }

  /** Forgets the people; the events of the company stay as they are. */
  async erase(thirdPartyId: string): Promise<void> {
    await this.dataSource.query('DELETE FROM third_party_contact WHERE third_party_id = $1', [thirdPartyId]);
  }
}
