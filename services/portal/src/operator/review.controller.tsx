import { ProblemError, type ThirdPartyTest } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ErrorSummary, type FieldError } from '../html/error-summary.js';
import { Page, SeeOther } from '../html/page.js';
import { PageRenderer } from '../html/page-renderer.js';
import { PortalPages } from '../html/portal-pages.js';
import { messagesFor } from '../locales/index.js';
import { askForRun } from '../third-party/company/ask-for-run.js';
import { MilestoneList } from '../third-party/company/milestone-list.js';
import { DecisionNotice, StageBadge } from '../third-party/company/stage-notice.js';
import { TestCard, type RunForm } from '../third-party/company/test-card.js';
import { operatorOf } from '../third-party/people/company-access.js';
import { SandboxRequests } from '../third-party/sandbox/sandbox-requests.js';
import { DecisionForms } from './decision-forms.js';
import { parseDecision, type EnteredDecision } from './parse-decision.js';
import { QueuePage } from './queue-page.js';
import { StatedFacts } from './stated-facts.js';

const PATH = '/operator/third-parties';

interface Refused {
  readonly entered?: EnteredDecision | undefined;
  readonly errors: readonly FieldError[];
}

/** The operator's queue of companies, and the decisions about one. */
@PortalPages('operator')
export class ReviewController {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  home(): SeeOther {
    return new SeeOther(PATH);
  }

  @Get('third-parties')
  async queue(@Req() request: FastifyRequest): Promise<Page> {
    operatorOf(request);
    const { locale, messages } = messagesFor(request);
    const { thirdParties } = await this.requests.request('authorization.list-third-party-progress', {});
    return new Page({ title: messages.operator.title, body: <QueuePage companies={thirdParties} messages={messages} locale={locale} /> });
  }

  @Get('third-parties/:id')
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
    @Query('done') done: unknown,
  ): Promise<Page> {
    operatorOf(request);
    return this.#page(request, reply, id, done === 'yes', { errors: [] });
  }

  @Post('third-parties/:id')
  async decide(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') thirdPartyId: string,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const { userName: operator } = operatorOf(request);
    const { errors: words } = messagesFor(request).messages.operator;
    const { entered, decision, errors } = parseDecision(body, Date.now() / 1000, words);
    if (!decision) return this.#page(request, reply, thirdPartyId, false, { entered, errors });
    try {
      await this.requests.request('authorization.review-third-party', { thirdPartyId, operator, decision });
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'conflict')) throw error;
      return this.#page(request, reply, thirdPartyId, false, { entered, errors: [{ field: 'main', message: words.changed }] });
    }
    return new SeeOther(`${PATH}/${thirdPartyId}?done=yes`);
  }

  /** An operator may run the tests of a company too: to see for oneself before the decision. */
  @Post('third-parties/:id/tests/:test')
  async runTest(
    @Req() request: FastifyRequest,
    @Param('id') thirdPartyId: string,
    @Param('test') test: string,
    @Body() body: Record<string, unknown>,
  ): Promise<SeeOther> {
    operatorOf(request);
    const known = await askForRun(this.requests, { thirdPartyId, test, madeBy: body['madeBy'] });
    return new SeeOther(`${PATH}/${thirdPartyId}#test-${known}`);
  }

  async #page(
    request: FastifyRequest,
    reply: FastifyReply,
    thirdPartyId: string,
    done: boolean,
    { entered, errors }: Refused,
  ): Promise<Page> {
    const { locale, messages } = messagesFor(request);
    const { operator: words } = messages;
    const [company, { contacts }, { runs }, { requests: seen }] = await Promise.all([
      this.requests.request('authorization.get-third-party-progress', { thirdPartyId }),
      this.requests.request('authorization.get-third-party-contacts', { thirdPartyId }),
      this.requests.request('authorization.list-test-runs', { thirdPartyId }),
      this.requests.request('authorization.list-sandbox-requests', { thirdPartyId }),
    ]);
    const csrf = this.renderer.csrf(request, reply, `${PATH}/${thirdPartyId}`);
    const { name, stage } = company;
    const formOf = (test: ThirdPartyTest): RunForm | undefined => {
      const action = `${PATH}/${thirdPartyId}/tests/${test}`;
      return stage === 'terminated' ? undefined : { action, csrf: this.renderer.csrf(request, reply, action) };
    };
    const body = (
      <>
        <p>
          <a href={PATH}>{words.back}</a>
        </p>
        <h1>{name}</h1>
        <ErrorSummary heading={words.errorHeading} errors={errors} />
        {done && (
          <p class="notice" role="status">
            {words.done}
          </p>
        )}
        <p>
          <StageBadge stage={stage} messages={messages} />
        </p>
        <DecisionNotice progress={company} messages={messages} locale={locale} />
        <StatedFacts company={company} contacts={contacts} messages={messages} locale={locale} />
        <MilestoneList progress={company} messages={messages} locale={locale} />
        {runs.length > 0 && <h2>{messages.company.testsHeading}</h2>}
        {runs.map((run) => (
          <TestCard test={run.test} run={run} form={formOf(run.test)} messages={messages} locale={locale}>
            {run.test === 'oauth' && <SandboxRequests requests={seen} messages={messages} locale={locale} />}
          </TestCard>
        ))}
        <DecisionForms thirdPartyId={thirdPartyId} stage={stage} csrf={csrf} entered={entered} errors={errors} words={words} />
      </>
    );
    return new Page({ title: words.review(name), body, status: errors.length > 0 ? 422 : 200 });
  }
}
