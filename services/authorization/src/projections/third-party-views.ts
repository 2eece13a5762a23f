import { Inject, Injectable } from '@nestjs/common';
import {
  SELF_ACCESS_THIRD_PARTY_ID,
  type ThirdPartyProgress,
  type ThirdPartyRegistered,
  type ThirdPartyView,
} from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import type { ExistingThirdParty } from '../domain/third-party/index.js';

interface Row {
  readonly facts: ThirdPartyRegistered['data'];
  readonly status: ThirdPartyView['status'];
  readonly registered_at: string;
  readonly changed_at: string;
  readonly state: ExistingThirdParty;
  readonly milestones: ThirdPartyProgress['milestones'];
}

const KEYS = {
  thirdPartyId: 'third_party_id',
  applicationInformationId: 'application_information_id',
  clientId: 'client_id',
} as const;

/** Reads the views of companies. Call `ReadModels.catchUp()` or `catchUpGrants()` first to see every committed event. */
@Injectable()
export class ThirdPartyViews {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async findBy(key: keyof typeof KEYS, value: string): Promise<ThirdPartyView | undefined> {
    const [row] = await this.dataSource.query<Row[]>(`SELECT * FROM third_party_view WHERE ${KEYS[key]} = $1`, [value]);
    return row && viewOf(row);
  }

  /** By name; without the one that stands for customers themselves. */
  async list(): Promise<ThirdPartyView[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT * FROM third_party_view WHERE third_party_id <> $1 ORDER BY facts->>'name', third_party_id`,
      [SELF_ACCESS_THIRD_PARTY_ID],
    );
    return rows.map(viewOf);
  }

  async progressOf(thirdPartyId: string): Promise<ThirdPartyProgress | undefined> {
    const [row] = await this.dataSource.query<Row[]>('SELECT * FROM third_party_view WHERE third_party_id = $1', [thirdPartyId]);
    return row && progressOf(row);
  }

  /** The longest registered last. */
  async listProgress(): Promise<ThirdPartyProgress[]> {
    const rows = await this.dataSource.query<Row[]>('SELECT * FROM third_party_view ORDER BY registered_at DESC, third_party_id');
    return rows.map(progressOf);
  }

  /** Companies that withdrew their registration and can no longer take that back. @param at seconds since 1970-01-01 UTC */
  async withdrawnUntil(at: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ third_party_id: string }[]>(
      `SELECT third_party_id FROM third_party_view WHERE status = 'onHold' AND (state #>> '{decision,withdrawn}')::boolean
         AND (state #>> '{decision,cureBy}')::bigint <= $1 ORDER BY third_party_id`,
      [at],
    );
    return rows.map((row) => row.third_party_id);
  }

  /** Active authorizations of terminated companies: what a termination has still to revoke. */
  async authorizationsToRevoke(limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ authorization_id: string }[]>(
      `SELECT a.authorization_id FROM authorization_view a JOIN third_party_view t USING (third_party_id)
       WHERE t.status = 'terminated' AND a.status = 'active' ORDER BY a.authorization_id LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.authorization_id);
  }
}

function viewOf({ facts, status, registered_at, changed_at }: Row): ThirdPartyView {
  return { ...facts, status, registeredAt: registered_at, changedAt: changed_at };
}

function progressOf(row: Row): ThirdPartyProgress {
  const { stage, testsPassed, decision } = row.state;
  return { ...viewOf(row), stage, testsPassed, milestones: row.milestones, ...(decision && { decision }) };
}
