import { ProblemError, type ReleaseView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Download, Page } from '../../html/page.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { accountOf } from '../../session/visitor.js';
import { CustomerDirectory, type Customer } from '../customer-directory.js';
import { receivedCsv, receivedJson } from './received-files.js';
import { boundsOf, receivedForm, type ReceivedBounds } from './received-filter.js';
import { ReceivedPage } from './received-page.js';

const PAGE_SIZE = 50;
const CHUNK = 1000;
const MOST_LINES = 100_000;

type Filter = Readonly<Record<string, unknown>>;

/** Who received what, when, over all companies: page, CSV and JSON of the same lines. */
@PortalPages()
export class ReceivedController {
  constructor(
    private readonly requests: RequestClient,
    private readonly customers: CustomerDirectory,
  ) {}

  @Get('received')
  async show(@Req() request: FastifyRequest, @Query() query: Filter): Promise<Page> {
    const { locale, messages } = messagesFor(request);
    const { customerId, timeZone } = await this.#customer(request);
    const form = receivedForm(query);
    const { bounds, errors } = boundsOf(form, timeZone, messages.received);
    const window = { customerId, ...bounds, limit: PAGE_SIZE, offset: (form.page - 1) * PAGE_SIZE };
    const [{ releases, total }, { authorizations }] = await Promise.all([
      this.requests.request('authorization.list-customer-releases', window),
      this.requests.request('authorization.list-authorizations', { customerId }),
    ]);
    const names = new Map(authorizations.map(({ thirdPartyId, thirdPartyName }) => [thirdPartyId, thirdPartyName]));
    const companies = [...names]
      .map(([thirdPartyId, name]) => ({ thirdPartyId, name }))
      .sort((a, b) => a.name.localeCompare(b.name, locale));
    const shown = { releases, total, pageSize: PAGE_SIZE, form, errors, companies, timeZone, locale, messages };
    return new Page({ title: messages.received.title, body: <ReceivedPage {...shown} />, status: errors.length > 0 ? 422 : 200 });
  }

  @Get('received.csv')
  async csv(@Req() request: FastifyRequest, @Query() query: Filter): Promise<Download> {
    const { messages } = messagesFor(request);
    return new Download('text/csv; charset=utf-8', receivedCsv(await this.#all(request, query), messages.received), 'received.csv');
  }

  @Get('received.json')
  async json(@Req() request: FastifyRequest, @Query() query: Filter): Promise<Download> {
    return new Download('application/json; charset=utf-8', receivedJson(await this.#all(request, query)), 'received.json');
  }

  /** @throws ProblemError `invalid-parameter` for a day that is none: a file has no place to say so */
  async #all(request: FastifyRequest, query: Filter): Promise<readonly ReleaseView[]> {
    const { messages } = messagesFor(request);
    const { customerId, timeZone } = await this.#customer(request);
    const { bounds, errors } = boundsOf(receivedForm(query), timeZone, messages.received);
    if (errors.length > 0) throw new ProblemError('invalid-parameter', errors.map(({ message }) => message).join('. '));
    return this.#lines(customerId, bounds);
  }

  async #lines(customerId: string, bounds: ReceivedBounds): Promise<readonly ReleaseView[]> {
    const lines: ReleaseView[] = [];
    for (let total = 1; lines.length < total;) {
      const part = { customerId, ...bounds, limit: CHUNK, offset: lines.length };
      const answer = await this.requests.request('authorization.list-customer-releases', part);
      if (answer.total > MOST_LINES) {
        throw new ProblemError(
          'invalid-parameter',
          `These are more than ${MOST_LINES} lines. Choose a shorter time, and load it in parts.`,
        );
      }
      if (answer.releases.length === 0) break;
      lines.push(...answer.releases);
      total = answer.total;
    }
    return lines;
  }

  /** @throws ProblemError `not-found` for an account that is no customer's */
  async #customer(request: FastifyRequest): Promise<Customer> {
    const customer = await this.customers.of(accountOf(request));
    if (!customer) throw new ProblemError('not-found', '');
    return customer;
  }
}
