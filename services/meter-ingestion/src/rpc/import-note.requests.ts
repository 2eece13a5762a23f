import { Controller } from '@nestjs/common';
import type { ReplyOf, RequestOf } from '@greenledger/contracts';
import { HandleRequest } from '@greenledger/messaging';
import { DataSource } from 'typeorm';
import { ImportLedger } from '../import/import-ledger.js';
import { readNotes } from '../import/import-notes.js';

const MOST = 200;

/** Tells the operator's pages which lines were kept and not published. */
@Controller()
export class ImportNoteRequestsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: ImportLedger,
  ) {}

  @HandleRequest('meter-ingestion.list-import-notes')
  async list({
    importId,
    after,
    limit,
  }: RequestOf<'meter-ingestion.list-import-notes'>): Promise<ReplyOf<'meter-ingestion.list-import-notes'>> {
    const record = await this.ledger.get(importId);
    const most = Math.min(MOST, Math.max(1, Math.floor(limit) || MOST));
    const notes = await readNotes(this.dataSource, record.id, after, most);
    return { total: record.notedLines, notes, next: notes.length === most ? notes.at(-1)!.position : null };
  }
}
