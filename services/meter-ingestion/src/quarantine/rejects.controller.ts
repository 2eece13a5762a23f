import { Readable } from 'node:stream';
import { Controller, Get, Headers, Param, Query, Res, StreamableFile, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ImportLedger } from '../import/import-ledger.js';
import { isYes, wholeNumber } from '../import/request-parameters.js';
import { OperatorGuard } from '../operators/operator.guard.js';
import { rejectsAsCsv } from './rejects-as-csv.js';

/** The refused lines of an import: pages of JSON, or all of them as one CSV (`Accept: text/csv`). */
@Controller('ingest/v1/imports/:id/rejects')
@UseGuards(OperatorGuard)
export class RejectsController {
  constructor(private readonly ledger: ImportLedger) {}

  /** In the order of the file; `next` is the `after` of the next page, null at the end. `open=true` leaves out what a replay took. */
  @Get()
  async list(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('accept') accept?: string,
    @Query('after') after?: string,
    @Query('limit') limit?: string,
    @Query('open') open?: string,
  ): Promise<object> {
    const record = await this.ledger.get(id);
    const onlyOpen = isYes('open', open);
    void reply.header('vary', 'Accept');
    if (/\btext\/csv\b/.test(accept ?? '')) {
      const rows = rejectsAsCsv((from, most) => this.ledger.rejects(record.id, from, most, onlyOpen));
      return new StreamableFile(Readable.from(rows), {
        type: 'text/csv; charset=utf-8; header=present',
        disposition: `attachment; filename="rejects-${record.id}.csv"`,
      });
    }
    const most = wholeNumber('limit', limit, 100, 1_000);
    const rejects = await this.ledger.rejects(record.id, wholeNumber('after', after, 0, Number.MAX_SAFE_INTEGER), most, onlyOpen);
    const next = rejects.length === most ? rejects.at(-1)!.position : null;
    return { importId: record.id, total: record.rejectedLines, rejects, next };
  }
}
