import { randomUUID } from 'node:crypto';
import { ProblemError, type PaperView, type ServiceView, type ThirdPartyView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../html/error-summary.js';
import { Page, SeeOther } from '../html/page.js';
import { PageRenderer } from '../html/page-renderer.js';
import { PortalPages } from '../html/portal-pages.js';
import { messagesFor } from '../locales/index.js';
import { EvidenceFiles } from './evidence-files.js';
import { UploadedFile } from './multipart.js';
import { operatorIdOf } from './operator.js';
import { PaperDetailsPage } from './paper-details-page.js';
import { EMPTY_PAPER, judgePaper, paperFormOf, type PaperForm } from './paper-form.js';
import { PaperFormPage } from './paper-form-page.js';
import { PaperFindPage, PaperListPage } from './paper-pages.js';

/** Whose form it is, and for which company. */
interface Subject {
  readonly customerNumber: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly services: readonly ServiceView[];
  readonly company: ThirdPartyView;
}

/** Where operators enter paper forms and decide on those of others; authorization holds the rule of the two operators. */
@PortalPages('operator/paper')
export class PaperController {
  constructor(
    private readonly requests: RequestClient,
    private readonly evidence: EvidenceFiles,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<Page> {
    operatorIdOf(request);
    const { locale, messages } = messagesFor(request);
    const { papers } = await this.requests.request('authorization.list-papers', {});
    return new Page({ title: messages.paper.title, body: <PaperListPage messages={messages} locale={locale} papers={papers} /> });
  }

  @Get('new')
  async empty(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    operatorIdOf(request);
    const { messages } = messagesFor(request);
    if (query['customerNumber'] === undefined) {
      const companies = await this.#companies();
      return new Page({ title: messages.paper.find.title, body: <PaperFindPage messages={messages} companies={companies} /> });
    }
    return this.#formPage(request, reply, await this.#subject(query), randomUUID(), { form: EMPTY_PAPER, errors: [] });
  }

  @Post('new')
  async enter(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const enteredBy = operatorIdOf(request);
    const words = messagesFor(request).messages.paper.errors;
    const subject = await this.#subject(body);
    const paperId = typeof body['paperId'] === 'string' ? body['paperId'] : '';
    const form = paperFormOf(body);
    const judged = judgePaper(form, subject.services, Math.floor(Date.now() / 1000), words);
    const scan = body['evidence'];
    const errors = 'errors' in judged ? [...judged.errors] : [];
    // Kept only when the rest is right: a scan without a form would lie there for ever.
    const digest = errors.length === 0 && scan instanceof UploadedFile ? await this.evidence.keep(scan.content) : undefined;
    if (digest === undefined && (errors.length === 0 || !(scan instanceof UploadedFile) || scan.content.length === 0)) {
      errors.push({ field: 'evidence', message: words.evidence });
    }
    if ('errors' in judged || digest === undefined) return this.#formPage(request, reply, subject, paperId, { form, errors });
    await this.requests.request('authorization.enter-paper', {
      paperId,
      thirdPartyId: subject.company.thirdPartyId,
      customerId: subject.customerId,
      choice: judged.choice,
      reason: form.reason,
      evidenceDigest: digest,
      enteredBy,
    });
    return new SeeOther(`/operator/paper/${paperId}`);
  }

  @Get(':paperId')
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('paperId') paperId: string,
  ): Promise<Page> {
    const operatorId = operatorIdOf(request);
    const paper = await this.#paper(paperId);
    const { locale, messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, `/operator/paper/${paperId}`);
    const own = paper.enteredBy === operatorId;
    const body = <PaperDetailsPage messages={messages} locale={locale} csrf={csrf} paper={paper} own={own} />;
    return new Page({ title: `${messages.paper.details.title}: ${paper.thirdPartyName}`, body });
  }

  @Post(':paperId')
  async decide(
    @Req() request: FastifyRequest,
    @Param('paperId') paperId: string,
    @Body() body: Record<string, unknown>,
  ): Promise<SeeOther> {
    const decidedBy = operatorIdOf(request);
    const { decision } = body;
    if (decision !== 'approved' && decision !== 'declined') {
      throw new ProblemError('invalid-body', 'Neither approved nor declined: go back and use one of the two buttons.');
    }
    await this.requests.request('authorization.decide-paper', { paperId, decision, decidedBy });
    return new SeeOther(`/operator/paper/${paperId}`);
  }

  async #paper(paperId: string): Promise<PaperView> {
    const { papers } = await this.requests.request('authorization.list-papers', {});
    const found = papers.find((paper) => paper.paperId === paperId);
    if (!found) throw new ProblemError('not-found', 'There is no such paper form.');
    return found;
  }

  async #companies(): Promise<readonly ThirdPartyView[]> {
    const { thirdParties } = await this.requests.request('authorization.list-third-parties', {});
    return thirdParties.filter(({ status }) => status === 'production');
  }

  /** @throws ProblemError `unknown-customer`, `not-found` */
  async #subject(named: Readonly<Record<string, unknown>>): Promise<Subject> {
    const company = (await this.#companies()).find(({ thirdPartyId }) => thirdPartyId === named['thirdPartyId']);
    if (!company) throw new ProblemError('not-found', 'There is no such company in production: go back and choose one.');
    const customerNumber = typeof named['customerNumber'] === 'string' ? named['customerNumber'].trim() : '';
    const { customerId, name: customerName } = await this.requests.request('meter-ingestion.find-customer', { customerNumber });
    const { services } = await this.requests.request('meter-ingestion.list-services', { customerId });
    return { customerNumber, customerId, customerName, services, company };
  }

  #formPage(
    request: FastifyRequest,
    reply: FastifyReply,
    { customerNumber, customerName, services, company }: Subject,
    paperId: string,
    { form, errors }: { readonly form: PaperForm; readonly errors: readonly FieldError[] },
  ): Page {
    const { messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, '/operator/paper/new');
    const facts = { messages, csrf, paperId, customerNumber, customerName, company, services, form, errors };
    return new Page({ title: messages.paper.form.title, body: <PaperFormPage {...facts} />, status: errors.length > 0 ? 422 : 200 });
  }
}
