import { Controller, Res, UseFilters, UseGuards } from '@nestjs/common';
import { serviceStatusDocument, ServiceStatusCode } from '@greenledger/espi';
import type { FastifyReply } from 'fastify';
import { BearerGuard } from '../access/bearer.guard.js';
import { RefusalFilter } from '../refusals/refusal.filter.js';
import { sendDocument, XML } from './espi-response.js';
import { Reads } from './reads.js';
import { RESOURCE_PATH } from './resource-uris.js';

/** Whether the resources can be had: who gets an answer at all gets "normal", because the guard has asked authorization. */
@Controller(RESOURCE_PATH)
@UseGuards(BearerGuard)
@UseFilters(RefusalFilter)
export class ReadServiceStatusController {
  @Reads('ReadServiceStatus')
  read(@Res() reply: FastifyReply): void {
    sendDocument(reply, XML, serviceStatusDocument(ServiceStatusCode.normal));
  }
}
