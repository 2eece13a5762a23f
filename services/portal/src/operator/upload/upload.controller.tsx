import { ProblemError, type ImportKind } from '@greenledger/contracts';
import { Body, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../html/error-summary.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { operatorIdOf } from '../../operator-paper/operator.js';
import { IngestDoor } from './ingest-door.js';
import { UPLOAD_PATH } from './stream-upload-forms.js';
import { IncomingFile } from './streamed-form.js';
import { TrialPage } from './trial-page.js';
import { UploadPage } from './upload-page.js';

/** Refusals that the operator mends on the form; others are pages of their own. */
const ON_THE_FORM = new Set(['bad-request', 'invalid-parameter', 'not-found', 'conflict', 'payload-too-large', 'unrecognized-file']);

interface Entered {
  readonly kind: string;
  readonly profile: string;
}

/** Where operators bring files. */
@PortalPages(UPLOAD_PATH)
export class UploadController {
  constructor(
    private readonly door: IngestDoor,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  form(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Query('profile') profile: unknown): Page {
    operatorIdOf(request);
    return this.#page(request, reply, { kind: 'meter-file', profile: textOf(profile) }, []);
  }

  @Post()
  async upload(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query('try') tried: unknown,
    @Body() body: Readonly<Record<string, unknown>>,
  ): Promise<Page | SeeOther> {
    const by = operatorIdOf(request);
    const { locale, messages } = messagesFor(request);
    const words = messages.operatorImports.form;
    const entered = { kind: textOf(body['kind']), profile: textOf(body['profile']) };
    const { file } = body;
    const errors: FieldError[] = [];
    const kind = kindOf(entered.kind);
    if (!kind) errors.push({ field: 'kind', message: words.noKind });
    if (tried === 'yes' && kind === 'cis-extract') errors.push({ field: 'kind', message: words.tryMeter });
    if (!(file instanceof IncomingFile) || file.name === '') errors.push({ field: 'file', message: words.noFile });
    if (errors.length > 0 || !kind || !(file instanceof IncomingFile)) return this.#page(request, reply, entered, errors);
    const profile = kind === 'meter-file' && entered.profile !== '' ? entered.profile : undefined;
    const delivery = { kind, fileName: file.name, profile, content: file.content, by };
    try {
      if (tried === 'yes') {
        const report = await this.door.try(delivery);
        const body = <TrialPage fileName={file.name} report={report} messages={messages} locale={locale} />;
        return new Page({ title: messages.operatorImports.trial.title(file.name), body });
      }
      const { importId, isNew } = await this.door.take(delivery);
      return new SeeOther(`/operator/imports/${importId}${isNew ? '' : '?arrived=again'}`);
    } catch (error) {
      if (!(error instanceof ProblemError && ON_THE_FORM.has(error.code))) throw error;
      return this.#page(request, reply, entered, [{ field: error.code === 'not-found' ? 'profile' : 'file', message: error.message }]);
    }
  }

  #page(request: FastifyRequest, reply: FastifyReply, entered: Entered, errors: readonly FieldError[]): Page {
    const { messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, UPLOAD_PATH);
    const body = <UploadPage {...entered} csrf={csrf} errors={errors} messages={messages} />;
    return new Page({ title: messages.operatorImports.form.title, body, status: errors.length > 0 ? 422 : 200 });
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 100) : '');
const kindOf = (value: string): ImportKind | undefined => (value === 'meter-file' || value === 'cis-extract' ? value : undefined);
