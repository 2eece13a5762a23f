import { Inject, Injectable } from '@nestjs/common';
import {
  SELF_ACCESS_THIRD_PARTY_ID,
  type ThirdPartyProgress,
  type ThirdPartyRegistered,
  type ThirdPartyStage,
  type ThirdPartyView,
} from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import type { ExistingThirdParty } from '../domain/third-party/index.js';

/** What makes the view of a company. */
export interface CompanyRow {
  readonly facts: ThirdPartyRegistered['data'];
  readonly status: ThirdPartyView['status'];
  readonly registered_at: string;
  readonly changed_at: string;
}

interface Row extends CompanyRow {
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
    return (await this.findWithStage(key, value))?.view;
  }

  async findWithStage(key: keyof typeof KEYS, value: string): Promise<{ view: ThirdPartyView; stage: ThirdPartyStage } | undefined> {
    const [row] = await this.dataSource.query<Row[]>(`SELECT * FROM third_party_view WHERE ${KEYS[key]} = $1`, [value]);
    return row && { view: companyView(row), stage: row.state.stage };
  }

  /** By name; without the one that stands for customers themselves. */
  async list(): Promise<ThirdPartyView[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT * FROM third_party_view WHERE third_party_id <> $1 ORDER BY facts->>'name', third_party_id`,
      [SELF_ACCESS_THIRD_PARTY_ID],
    );
    return rows.map(companyView);
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

  /** Active authorizations that must end: all of a terminated company, and those of the sandbox once a company has left it. */
  async authorizationsToRevoke(limit: number): Promise<{ authorizationId: string; sandbox: boolean }[]> {
    return this.dataSource.query(
      `SELECT a.authorization_id AS "authorizationId", a.sandbox FROM authorization_view a JOIN third_party_view t USING (third_party_id)
       WHERE a.status = 'active' AND (t.status = 'terminated' OR (a.sandbox AND t.status <> 'review')) ORDER BY a.authorization_id LIMIT $1`,
      [limit],
    );
  }
}

/** Of a row, whole or with these columns alone. */
export function companyView({ facts, status, registered_at, changed_at }: CompanyRow): ThirdPartyView {
  return { ...facts, status, registeredAt: registered_at, changedAt: changed_at };
}

function progressOf(row: Row): ThirdPartyProgress {
  const { stage, testsPassed, decision } = row.state;
  return { ...companyView(row), stage, testsPassed, milestones: row.milestones, ...(decision && { decision }) };
}
