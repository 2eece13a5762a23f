import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CompanyRole } from '../../session/accounts.js';

/** What an unguessable link stands for. */
export interface CompanyLink {
  readonly kind: 'confirmation' | 'invitation';
  readonly thirdPartyId: string;
  readonly companyName: string;
  readonly email: string;
  /** Whose address is confirmed; null for an invitation. */
  readonly personId: string | null;
  /** What an invited person may do; null for a confirmation. */
  readonly role: CompanyRole | null;
}

const LIFETIME = { confirmation: '24 hours', invitation: '7 days' } as const;
const COLUMNS = 'kind, third_party_id as "thirdPartyId", company_name as "companyName", email, person_id as "personId", role';

/** Links that are sent by mail: 256 random bits, kept as a hash, good once and for a while. */
@Injectable()
export class CompanyLinks {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns the token. A newer invitation ends an older one; a mail sent again ends nothing, for either may be opened. */
  async create({ kind, thirdPartyId, companyName, email, personId, role }: CompanyLink): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.dataSource.query(
      `delete from company_link where expires_at < now()
         or (kind = 'invitation' and $1 = 'invitation' and third_party_id = $2 and email = $3)`,
      [kind, thirdPartyId, email],
    );
    await this.dataSource.query(
      `insert into company_link (token_hash, kind, third_party_id, company_name, person_id, email, role, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, now() + interval '${LIFETIME[kind]}')`,
      [hashOf(token), kind, thirdPartyId, companyName, personId, email, role],
    );
    return token;
  }

  /** What the link stands for while it is good; looking does not use it up, so that mail scanners do no harm. */
  async look(kind: CompanyLink['kind'], token: string): Promise<CompanyLink | undefined> {
    const [row] = await this.dataSource.query(
      `select ${COLUMNS} from company_link where token_hash = $1 and kind = $2 and expires_at > now()`,
      [hashOf(token), kind],
    );
    return row;
  }

  /** Uses the link up, and those that were sent again with it. */
  async end(token: string): Promise<void> {
    await this.dataSource.query(
      `delete from company_link l using company_link used
       where used.token_hash = $1 and (l.token_hash = $1 or (l.kind = used.kind and l.person_id = used.person_id))`,
      [hashOf(token)],
    );
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
