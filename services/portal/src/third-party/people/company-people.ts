import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Account, CompanyRole } from '../../session/accounts.js';

/** A person who signs in for a company. */
export interface CompanyPerson {
  readonly personId: string;
  readonly thirdPartyId: string;
  readonly companyName: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: CompanyRole;
  readonly confirmed: boolean;
  readonly totpSecret: string | null;
  readonly totpOn: boolean;
}

export type NewPerson = Pick<CompanyPerson, 'thirdPartyId' | 'companyName' | 'email' | 'name' | 'passwordHash' | 'role' | 'confirmed'>;

/** As long as authorization waits for the confirmation of a registration by default. */
const UNCONFIRMED_DAYS = 7;

const COLUMNS = `person_id as "personId", third_party_id as "thirdPartyId", company_name as "companyName", email, name,
  password_hash as "passwordHash", role, confirmed_at is not null as confirmed, totp_secret as "totpSecret", totp_on as "totpOn"`;

/** Sessions of company people carry this before the person's id, so that no account of the file can be taken for one. */
const SESSION_PREFIX = 'company:';
export const sessionNameOf = (personId: string): string => `${SESSION_PREFIX}${personId}`;

/** The accounts of company people, in the portal's own database. */
@Injectable()
export class CompanyPeople {
  constructor(private readonly dataSource: DataSource) {}

  /** The account behind a session name; undefined when it names no person, or one that was removed. */
  async account(sessionName: string): Promise<Account | undefined> {
    if (!sessionName.startsWith(SESSION_PREFIX)) return undefined;
    const person = await this.find(sessionName.slice(SESSION_PREFIX.length));
    if (!person?.confirmed) return undefined;
    const { personId, thirdPartyId, role, name: displayName, passwordHash } = person;
    return { userName: sessionName, displayName, passwordHash, role: 'company', company: { personId, thirdPartyId, role } };
  }

  async find(personId: string): Promise<CompanyPerson | undefined> {
    const [row] = await this.dataSource.query(`select ${COLUMNS} from company_person where person_id = $1`, [personId]);
    return row;
  }

  async findByEmail(email: string): Promise<CompanyPerson | undefined> {
    const [row] = await this.dataSource.query(`select ${COLUMNS} from company_person where lower(email) = lower($1)`, [email]);
    return row;
  }

  /** By name. */
  async ofCompany(thirdPartyId: string): Promise<CompanyPerson[]> {
    return this.dataSource.query(`select ${COLUMNS} from company_person where third_party_id = $1 order by name, person_id`, [
      thirdPartyId,
    ]);
  }

  /** @returns the id, or undefined when the e-mail address has an account already */
  async add(person: NewPerson): Promise<string | undefined> {
    const { thirdPartyId, companyName, email, name, passwordHash, role, confirmed } = person;
    // Nobody ever said that this address is theirs; it is free again, as the registration itself is.
    await this.dataSource.query(
      `delete from company_person where confirmed_at is null and created_at < now() - interval '${UNCONFIRMED_DAYS} days'`,
    );
    const [row] = await this.dataSource.query(
      `insert into company_person (third_party_id, company_name, email, name, password_hash, role, confirmed_at)
       values ($1, $2, $3, $4, $5, $6, case when $7 then now() end) on conflict (lower(email)) do nothing returning person_id as id`,
      [thirdPartyId, companyName, email, name, passwordHash, role, confirmed],
    );
    return row?.id;
  }

  async confirm(personId: string): Promise<void> {
    await this.dataSource.query('update company_person set confirmed_at = coalesce(confirmed_at, now()) where person_id = $1', [personId]);
  }

  /** @returns false for the only owner, who must not lock the company out */
  async remove(personId: string, thirdPartyId: string): Promise<boolean> {
    const [, removed] = await this.dataSource.query(
      `delete from company_person p where person_id = $1 and third_party_id = $2 and (role <> 'owner' or exists
         (select 1 from company_person o where o.third_party_id = $2 and o.role = 'owner' and o.confirmed_at is not null and o.person_id <> $1))`,
      [personId, thirdPartyId],
    );
    return removed > 0;
  }

  /** Keeps a new key that is not in use before a code of it was entered. */
  async offerTotp(personId: string, secret: string): Promise<void> {
    await this.dataSource.query('update company_person set totp_secret = $2 where person_id = $1 and not totp_on', [personId, secret]);
  }

  async switchTotp(personId: string, on: boolean): Promise<void> {
    const secret = on ? '' : ', totp_secret = null';
    await this.dataSource.query(`update company_person set totp_on = $2${secret} where person_id = $1`, [personId, on]);
  }

  /** Counts a code as used. @returns false when it, or a later one, was used before (RFC 6238 section 5.2) */
  async useTotpStep(personId: string, step: number): Promise<boolean> {
    const [, used] = await this.dataSource.query(
      'update company_person set totp_last_step = $2 where person_id = $1 and totp_last_step < $2',
      [personId, step],
    );
    return used > 0;
  }
}
