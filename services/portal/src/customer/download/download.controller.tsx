import { ProblemError, type ChannelUsage } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Page } from '../../html/page.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { accountOf } from '../../session/visitor.js';
import { CustomerDirectory } from '../customer-directory.js';
import { barsOf, isSummable } from './bars.js';
import { chosenBy, downloadForm, type Chosen } from './download-form.js';
import { DownloadPage } from './download-page.js';

/** The customer's own energy use, to look at. */
@PortalPages()
export class DownloadController {
  constructor(
    private readonly requests: RequestClient,
    private readonly customers: CustomerDirectory,
  ) {}

  @Get('my-usage')
  async show(@Req() request: FastifyRequest, @Query() query: Readonly<Record<string, unknown>>): Promise<Page> {
    const { locale, messages } = messagesFor(request);
    const customer = await this.customers.of(accountOf(request));
    if (!customer) throw new ProblemError('not-found', '');
    const { customerId, services, timeZone } = customer;
    const form = downloadForm(query, timeZone, Date.now() / 1000);
    const result = chosenBy(form, services, timeZone, messages.download);
    const errors = 'errors' in result ? result.errors : [];
    const usage = 'chosen' in result ? await this.#usage(customerId, result.chosen) : [];
    const channels = usage.filter((channel) => isSummable(channel) && channel.days.length > 0).map(barsOf);
    const body = <DownloadPage {...{ services, form, errors, channels, locale, messages }} />;
    return new Page({ title: messages.download.title, body, status: errors.length > 0 ? 422 : 200 });
  }

  /** Services without any reading yet are no error on a page. */
  async #usage(customerId: string, { services, start, end }: Chosen): Promise<readonly ChannelUsage[]> {
    if (services.length === 0) return [];
    const usagePointIds = services.map(({ usagePointId }) => usagePointId);
    try {
      return (await this.requests.request('data-delivery.summarize-own-usage', { customerId, usagePointIds, start, end })).channels;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'usage-point-not-held') return [];
      throw error;
    }
  }
}
