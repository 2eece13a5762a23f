import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { expectedDigests } from '../door/content-digest.js';
import { expectTurn } from '../door/expect-turn.js';
import { UploadRate } from '../door/upload-rate.js';
import { DryRun } from '../dry-run/dry-run.js';
import { OperatorGuard } from '../operators/operator.guard.js';
import { profileChoice } from '../profiles/profile-choice.js';
import type { DryRunReport, Quarantine, UploadView } from '@greenledger/contracts';
import { Replays } from '../quarantine/replays.js';
import { ImportLedger } from './import-ledger.js';
import type { ImportKind } from '@greenledger/contracts';
import type { ImportView } from '@greenledger/contracts';
import { importView } from './import-view.js';
import { endUpload, fileNameOf, isYes, wholeNumber } from './request-parameters.js';
import { type ReceivedUpload, UploadService } from './upload.service.js';

function uploadView({ record, isNew, others }: ReceivedUpload): UploadView {
  const rest = others?.map((other) =>
    'refused' in other ? { fileName: other.fileName, problem: other.refused.toProblem() } : uploadView(other),
  );
  return { ...importView(record), isNew, ...(rest && { others: rest }) };
}

/** The operator's door: files in, and what became of them. */
@Controller('ingest/v1')
@UseGuards(OperatorGuard)
export class ImportController {
  constructor(
    private readonly uploads: UploadService,
    private readonly ledger: ImportLedger,
    private readonly rate: UploadRate,
    private readonly replays: Replays,
    private readonly dryRun: DryRun,
  ) {}

  /** With `dryRun=true` the file is only tried: 200 with what it would change, and nothing is kept. */
  @Post('meter-files')
  @HttpCode(202)
  meterFile(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('fileName') fileName?: string,
    @Query('profile') profile?: string,
    @Query('dryRun') dryRun?: string,
  ): Promise<UploadView | DryRunReport> {
    if (isYes('dryRun', dryRun)) return this.#try(request, reply, profile);
    return this.#receive('meter-file', request, reply, fileName, profile);
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

  /** Newest first. `next` and the Link header lead to what came before them. */
  @Get('imports')
  async list(
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('limit') limit?: string,
    @Query('before') before?: string,
  ): Promise<{ imports: readonly ImportView[]; next: string | null }> {
    const most = wholeNumber('limit', limit, 100, 1_000);
    const { imports, next } = await this.ledger.list(most, before);
    if (next !== null) void reply.header('link', `</ingest/v1/imports?limit=${most}&before=${next}>; rel="next"`);
    return { imports: imports.map(importView), next };
  }

  @Get('imports/:id')
  async one(@Param('id') id: string): Promise<ImportView & { readonly quarantine: Quarantine }> {
    const record = await this.ledger.get(id);
    return { ...importView(record), quarantine: await this.replays.quarantine(record) };
  }

  async #try(request: FastifyRequest, reply: FastifyReply, profile?: string): Promise<DryRunReport> {
    try {
      expectTurn(this.rate, request, reply);
      void reply.code(200);
      return await this.dryRun.ofUpload(request.raw, profileChoice(profile), new Date());
    } catch (error) {
      endUpload(request, reply);
      throw error;
    }
  }

  async #receive(kind: ImportKind, request: FastifyRequest, reply: FastifyReply, fileName?: string, profile?: string): Promise<UploadView> {
    const announced = request.headers['content-length'];
    try {
      expectTurn(this.rate, request, reply);
      const received = await this.uploads.receive({
        kind,
        fileName: fileNameOf(fileName, kind),
        announcedBytes: announced === undefined ? undefined : Number(announced),
        body: request.raw,
        digests: expectedDigests(request.headers),
        profile: profileChoice(profile),
      });
      void reply.header('location', `/ingest/v1/imports/${received.record.id}`);
      return uploadView(received);
    } catch (error) {
      endUpload(request, reply);
      throw error;
    }
  }
}
