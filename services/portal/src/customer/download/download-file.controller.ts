import { Readable } from 'node:stream';
import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Controller, Get, Logger, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageErrorFilter } from '../../html/page-error.filter.js';
import { securityHeaders } from '../../html/security-headers.js';
import { messagesFor } from '../../locales/index.js';
import { accountOf } from '../../session/visitor.js';
import { VisitorGuard } from '../../session/visitor.guard.js';
import { CustomerDirectory } from '../customer-directory.js';
import { chosenBy, downloadForm } from './download-form.js';
import { ownUsageFile } from './own-usage-file.js';

type Query = Readonly<Record<string, unknown>>;

/** The customer's own readings as a file: Green Button (Download My Data), or a table. */
@Controller()
@UseGuards(VisitorGuard)
@UseFilters(PageErrorFilter)
export class DownloadFileController {
  readonly #logger = new Logger(DownloadFileController.name);

  constructor(
    private readonly requests: RequestClient,
    private readonly customers: CustomerDirectory,
  ) {}

  @Get('my-usage.xml')
  xml(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: Query): Promise<void> {
    return this.#send('atom', 'application/atom+xml; charset=utf-8', request, reply, query);
  }

  @Get('my-usage.csv')
  csv(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() query: Query): Promise<void> {
    return this.#send('csv', 'text/csv; charset=utf-8', request, reply, query);
  }

  /** @throws ProblemError `invalid-parameter` for a day that is none: a file has no place to say so */
  async #send(form: 'atom' | 'csv', contentType: string, request: FastifyRequest, reply: FastifyReply, query: Query): Promise<void> {
    const { messages } = messagesFor(request);
    const customer = await this.customers.of(accountOf(request));
    if (!customer) throw new ProblemError('not-found', '');
    const filled = downloadForm(query, customer.timeZone, Date.now() / 1000);
    const result = chosenBy(filled, customer.services, customer.timeZone, messages.download);
    if ('errors' in result) throw new ProblemError('invalid-parameter', result.errors.map(({ message }) => message).join('. '));
    const { services, start, end } = result.chosen;
    const usagePointIds = services.map(({ usagePointId }) => usagePointId);
    const file = ownUsageFile({ customerId: customer.customerId, usagePointIds, start, end }, form, this.requests);
    // The first part comes before the head is out: until then an error still becomes a page.
    const first = await file.next();
    const name = `energy-use-${filled.from}-to-${filled.to}.${form === 'atom' ? 'xml' : 'csv'}`;
    const headers = { 'content-type': contentType, 'content-disposition': `attachment; filename="${name}"` };
    await reply.headers({ ...securityHeaders(), ...headers }).send(Readable.from(this.#whole(first, file)));
  }

  async *#whole(first: IteratorResult<Buffer>, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    if (!first.done) yield first.value;
    try {
      yield* rest;
    } catch (error) {
      // The browser sees a file that broke off, and nobody else is told why.
      this.#logger.warn(`a file broke off: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  }
}
