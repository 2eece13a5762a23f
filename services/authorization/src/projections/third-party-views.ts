import { Inject, Injectable } from '@nestjs/common';
import { SELF_ACCESS_THIRD_PARTY_ID, type ThirdPartyRegistered, type ThirdPartyView } from '@greenledger/contracts';
import { DataSource } from 'typeorm';

interface Row {
  readonly facts: ThirdPartyRegistered['data'];
  readonly status: ThirdPartyView['status'];
  readonly registered_at: string;
  readonly changed_at: string;
}

const KEYS = {
  thirdPartyId: 'third_party_id',
  applicationInformationId: 'application_information_id',
  clientId: 'client_id',
} as const;

/** Reads the views of companies. Call `ReadModels.catchUp()` first to see every committed event. */
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
}

function viewOf({ facts, status, registered_at, changed_at }: Row): ThirdPartyView {
  return { ...facts, status, registeredAt: registered_at, changedAt: changed_at };
}
