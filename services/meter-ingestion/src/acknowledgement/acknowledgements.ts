import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ImportRecord } from '../import/import-record.js';
import { Replays } from '../quarantine/replays.js';
import type { Acknowledgement, ReasonCount } from '@greenledger/contracts';
import { acknowledgement } from './acknowledgement.js';

/** The origin under which the addresses in an acknowledgement can be reached. */
export class PublicOrigin {
  constructor(readonly url: string) {}
}

/** Makes the acknowledgement of an import from the ledger. */
@Injectable()
export class Acknowledgements {
  constructor(
    private readonly dataSource: DataSource,
    private readonly replays: Replays,
    private readonly origin: PublicOrigin,
  ) {}

  async of(record: ImportRecord): Promise<Acknowledgement> {
    const reasons: ReasonCount[] = await this.dataSource.query(
      `SELECT code, count(*)::int AS lines, min(line) AS "firstLine", (array_agg(text ORDER BY position))[1] AS text
         FROM import_reject WHERE import_id = $1 GROUP BY code ORDER BY count(*) DESC, code`,
      [record.id],
    );
    return acknowledgement(record, reasons, await this.replays.quarantine(record), this.origin.url);
  }
}
