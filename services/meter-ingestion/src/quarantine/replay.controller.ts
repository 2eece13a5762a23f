import { Controller, HttpCode, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ImportLedger } from '../import/import-ledger.js';
import { importView } from '../import/import-view.js';
import type { UploadView } from '../import/import.controller.js';
import { OperatorGuard } from '../operators/operator.guard.js';
import { profileChoice } from '../profiles/profile-choice.js';
import { Replays } from './replays.js';

/** Judges the refused lines of an import anew. */
@Controller('ingest/v1/imports/:id/replay')
@UseGuards(OperatorGuard)
export class ReplayController {
  constructor(
    private readonly ledger: ImportLedger,
    private readonly replays: Replays,
  ) {}

  @Post()
  @HttpCode(202)
  async start(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('profile') profile?: string,
  ): Promise<UploadView> {
    const { record, isNew } = await this.replays.start(await this.ledger.get(id), profileChoice(profile));
    void reply.header('location', `/ingest/v1/imports/${record.id}`);
    return { ...importView(record), isNew };
  }
}
