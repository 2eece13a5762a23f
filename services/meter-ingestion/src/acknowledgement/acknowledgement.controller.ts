import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { ImportLedger } from '../import/import-ledger.js';
import { OperatorGuard } from '../operators/operator.guard.js';
import type { Acknowledgement } from '@greenledger/contracts';
import { Acknowledgements } from './acknowledgements.js';

/** What became of a file, for machines. */
@Controller('ingest/v1/imports/:id/acknowledgement')
@UseGuards(OperatorGuard)
export class AcknowledgementController {
  constructor(
    private readonly ledger: ImportLedger,
    private readonly acknowledgements: Acknowledgements,
  ) {}

  @Get()
  async one(@Param('id') id: string): Promise<Acknowledgement> {
    return this.acknowledgements.of(await this.ledger.get(id));
  }
}
