import type { ExpectedService } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Page } from '../../html/page.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { operatorOf } from '../../third-party/people/company-access.js';
import { ExpectedPage } from './expected-page.js';
import { mostOverdueFirst } from './most-overdue-first.js';

const DEFAULT_DAYS = '7';
/** Services asked for at a time. */
const CHUNK = 200;
/** Services that are looked at for one page: the worst of them stand first. */
const MOST_LOOKED_AT = 2_000;
const MOST_SHOWN = 200;

/** Expected against received readings of each service, the overdue first. */
@PortalPages('operator/expected')
export class ExpectedController {
  constructor(private readonly requests: RequestClient) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Query() query: Readonly<Record<string, unknown>>): Promise<Page> {
    operatorOf(request);
    const { locale, messages } = messagesFor(request);
    const { operatorExpected: words } = messages;
    const days = typeof query['days'] === 'string' ? query['days'].trim() : DEFAULT_DAYS;
    const all = query['all'] === 'yes';
    const after = typeof query['after'] === 'string' ? query['after'].slice(0, 256) : '';
    const valid = /^\d{1,2}$/.test(days) && Number(days) >= 1 && Number(days) <= 31;
    const errors = valid ? [] : [{ field: 'days', message: words.dayError }];
    const { services, next } = valid ? await this.#read(after, Number(days), !all) : { services: [], next: null };
    const shown = { services, next, days, all, errors, messages, locale };
    return new Page({ title: words.title, body: <ExpectedPage {...shown} />, status: valid ? 200 : 422 });
  }

  async #read(
    after: string,
    days: number,
    onlyIncomplete: boolean,
  ): Promise<{ services: readonly ExpectedService[]; next: string | null }> {
    const services: ExpectedService[] = [];
    let next: string | null = after;
    for (let lookedAt = 0; next !== null && lookedAt < MOST_LOOKED_AT && services.length < MOST_SHOWN; lookedAt += CHUNK) {
      const page: { services: readonly ExpectedService[]; next: string | null } = await this.requests.request(
        'meter-ingestion.list-expected',
        { after: next, limit: CHUNK, days, onlyIncomplete },
      );
      services.push(...page.services);
      next = page.next;
    }
    return { services: mostOverdueFirst(services), next };
  }
}
