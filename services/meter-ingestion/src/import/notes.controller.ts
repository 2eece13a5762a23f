import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import type { NotedLine } from '@greenledger/contracts';
import { DataSource } from 'typeorm';
import { OperatorGuard } from '../operators/operator.guard.js';
import { ImportLedger } from './import-ledger.js';
import { readNotes } from './import-notes.js';
import { wholeNumber } from './request-parameters.js';

/** The lines of an import that were understood and bring nothing to publish, each with the reason. */
@Controller('ingest/v1/imports/:id/notes')
@UseGuards(OperatorGuard)
export class NotesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: ImportLedger,
  ) {}

  /** In the order of the file; `next` is the `after` of the next page, null at the end. */
  @Get()
  async list(
    @Param('id') id: string,
    @Query('after') after?: string,
    @Query('limit') limit?: string,
  ): Promise<{ importId: string; total: number; notes: readonly NotedLine[]; next: number | null }> {
    const record = await this.ledger.get(id);
    const most = wholeNumber('limit', limit, 100, 1_000);
    const notes = await readNotes(this.dataSource, record.id, wholeNumber('after', after, 0, Number.MAX_SAFE_INTEGER), most);
    return { importId: record.id, total: record.notedLines, notes, next: notes.length === most ? notes.at(-1)!.position : null };
  }
}
