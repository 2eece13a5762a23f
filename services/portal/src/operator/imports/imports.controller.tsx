import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../html/error-summary.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { operatorOf } from '../../third-party/people/company-access.js';
import { followSeconds, isUnderWay } from './follow-notice.js';
import { ImportPage } from './import-page.js';
import { ImportsPage } from './imports-page.js';

const PATH = '/operator/imports';
const MOST_IMPORTS = 100;
/** Refused lines on the page; all are in the file. */
const MOST_REJECTS = 20;
/** Lines without readings on the page; all are in the API. */
const MOST_NOTES = 20;

/** Files that came in, the report of each, and the replay of its refused lines. */
@PortalPages('operator/imports')
export class ImportsController {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Query() { still, before }: Record<string, unknown>): Promise<Page> {
    operatorOf(request);
    const { locale, messages } = messagesFor(request);
    const { imports, next } = await this.requests.request('meter-ingestion.list-imports', {
      limit: MOST_IMPORTS,
      ...(typeof before === 'string' && { before }),
    });
    const older = typeof before === 'string';
    return new Page({
      title: messages.operatorImports.title,
      body: <ImportsPage imports={imports} next={next} older={older} still={still} messages={messages} locale={locale} />,
      followSeconds: older ? undefined : followSeconds(imports.some(isUnderWay), still),
    });
  }

  @Get(':importId')
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('importId') importId: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    operatorOf(request);
    return this.#page(request, reply, importId, query, []);
  }

  @Post(':importId/replay')
  async replay(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('importId') importId: string,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    operatorOf(request);
    const { profile } = body;
    try {
      const { import: replay } = await this.requests.request('meter-ingestion.start-replay', {
        importId,
        profile: typeof profile === 'string' && profile !== '' ? profile : null,
      });
      return new SeeOther(`${PATH}/${replay.importId}?arrived=replay`);
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'conflict')) throw error;
      const { nothingOpen } = messagesFor(request).messages.operatorImports.report;
      return this.#page(request, reply, importId, {}, [{ field: 'quarantine', message: nothingOpen }]);
    }
  }

  async #page(
    request: FastifyRequest,
    reply: FastifyReply,
    importId: string,
    { still, arrived }: Readonly<Record<string, unknown>>,
    errors: readonly FieldError[],
  ): Promise<Page> {
    const { locale, messages } = messagesFor(request);
    const [answer, rejects, noted, { profiles }] = await Promise.all([
      this.requests.request('meter-ingestion.get-import', { importId }),
      this.requests.request('meter-ingestion.list-rejects', { importId, after: 0, limit: MOST_REJECTS, onlyOpen: false }),
      this.requests.request('meter-ingestion.list-import-notes', { importId, after: 0, limit: MOST_NOTES }),
      this.requests.request('meter-ingestion.list-source-profiles', {}),
    ]);
    const facts = { answer, rejects, noted, profiles, still, errors, messages, locale };
    const csrf = this.renderer.csrf(request, reply, `${PATH}/${importId}/replay`);
    const how = arrived === 'again' || arrived === 'replay' ? arrived : undefined;
    return new Page({
      title: answer.import.fileName,
      body: <ImportPage {...facts} arrived={how} csrf={csrf} />,
      status: errors.length > 0 ? 422 : 200,
      followSeconds: errors.length > 0 ? undefined : followSeconds(isUnderWay(answer.import), still),
    });
  }
}
