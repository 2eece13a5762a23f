import { Injectable } from '@nestjs/common';
import { type CisReject, type CisRow, readCisExtract } from '@greenledger/meter-formats';
import type { ImportRecord } from '../import/import-record.js';
import { RawFileStore } from '../import/raw-file-store.js';
import { CisProgress } from './cis-progress.js';

/** Rows of one transaction. */
const STEP = 500;

/** What stands in for columns that an extract leaves empty. */
export class CisDefaultValues {
  constructor(
    readonly timeZone: string,
    readonly locale: string = 'en',
  ) {}
}

/** Reads a kept CIS extract into the customer tables, row by row; a repeated row changes nothing. */
@Injectable()
export class CisImport {
  constructor(
    private readonly store: RawFileStore,
    private readonly progress: CisProgress,
    private readonly defaults: CisDefaultValues,
  ) {}

  /** @throws UnrecognizedFileError before anything is taken. */
  async run(record: ImportRecord): Promise<void> {
    let rows: (CisRow | CisReject)[] = [];
    let reached = record.resumePosition;
    const notes: string[] = [];
    for await (const line of readCisExtract(this.store.read(record.sha256), this.defaults)) {
      if (line.kind === 'header') {
        if (line.ignored.length > 0) notes.push(`columns that are not read: ${line.ignored.join(', ')}`);
        continue;
      }
      if (line.line <= record.resumePosition) continue;
      rows.push(line);
      if (rows.length < STEP) continue;
      reached = await this.progress.commit(record.id, reached, rows);
      rows = [];
    }
    if (rows.length > 0) await this.progress.commit(record.id, reached, rows);
    await this.progress.complete(record.id, notes);
  }
}
