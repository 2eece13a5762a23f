import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expectedDigests } from '../door/content-digest.js';
import { expectTurn } from '../door/expect-turn.js';
import { UploadRate } from '../door/upload-rate.js';
import { OperatorGuard } from '../operators/operator.guard.js';
import { ImportLedger } from './import-ledger.js';
import type { ImportKind, ImportRecord } from './import-record.js';
import { type ImportView, importView } from './import-view.js';
import { endUpload, fileNameOf, wholeNumber } from './request-parameters.js';
import { UploadService } from './upload.service.js';

/** The answer to an upload. */
export interface UploadView extends ImportView {
  /** False when the same content was received before: then this is that import, as it stands. */
  readonly isNew: boolean;
}

/** The operator's door: files in, and what became of them. */
@Controller('ingest/v1')
@UseGuards(OperatorGuard)
export class ImportController {
  constructor(
    private readonly uploads: UploadService,
    private readonly ledger: ImportLedger,
    private readonly rate: UploadRate,
  ) {}

  @Post('meter-files')
  @HttpCode(202)
  meterFile(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('fileName') fileName?: string,
  ): Promise<UploadView> {
    return this.#receive('meter-file', request, reply, fileName);
  }

  @Post('cis-extracts')
  @HttpCode(202)
  cisExtract(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('fileName') fileName?: string,
  ): Promise<UploadView> {
    return this.#receive('cis-extract', request, reply, fileName);
  }

  /** Newest first. */
  @Get('imports')
  async list(@Query('limit') limit?: string): Promise<{ imports: readonly ImportView[] }> {
    return { imports: (await this.ledger.list(wholeNumber('limit', limit, 100, 1_000))).map(importView) };
  }

  @Get('imports/:id')
  async one(@Param('id') id: string): Promise<ImportView> {
    return importView(await this.#find(id));
  }

  /** Rejected lines in order; `next` is the `after` of the next page, null at the end. */
  @Get('imports/:id/rejects')
  async rejects(@Param('id') id: string, @Query('after') after?: string, @Query('limit') limit?: string): Promise<object> {
    const record = await this.#find(id);
    const most = wholeNumber('limit', limit, 100, 1_000);
    const rejects = await this.ledger.rejects(record.id, wholeNumber('after', after, 0, 2_147_483_647), most);
    const next = rejects.length === most ? rejects.at(-1)!.line : null;
    return { importId: record.id, total: record.rejectedLines, rejects, next };
  }

  async #receive(kind: ImportKind, request: FastifyRequest, reply: FastifyReply, fileName?: string): Promise<UploadView> {
    const announced = request.headers['content-length'];
    try {
      expectTurn(this.rate, request, reply);
      const { record, isNew } = await this.uploads.receive({
        kind,
        fileName: fileNameOf(fileName, kind),
        announcedBytes: announced === undefined ? undefined : Number(announced),
        body: request.raw,
        digests: expectedDigests(request.headers),
      });
      void reply.header('location', `/ingest/v1/imports/${record.id}`);
      return { ...importView(record), isNew };
    } catch (error) {
      endUpload(request, reply);
      throw error;
    }
  }

  async #find(id: string): Promise<ImportRecord> {
    const record = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? await this.ledger.find(id) : undefined;
    if (!record) throw new ProblemError('not-found', 'There is no such import. GET /ingest/v1/imports lists them.');
    return record;
  }
}
