import { ProblemError, type ProfileView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FieldError } from '../../html/error-summary.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { operatorIdOf } from '../../operator-paper/operator.js';
import { definitionErrors, readDefinitionForm, type EnteredDefinition } from './definition-form.js';
import { SourcePage } from './source-page.js';
import { SourcesPage } from './sources-page.js';

const PATH = '/operator/sources';
const EXAMPLE = { sender: 'SENDER-ID', timeZone: 'America/Los_Angeles', cadence: { overdueAfterHours: 30 } };

interface Shown {
  readonly versions: readonly ProfileView[];
  readonly entered: EnteredDefinition;
  readonly saved?: boolean;
  readonly errors?: readonly FieldError[];
}

/** The source profiles: what is in force, the versions of each, and the form that adds one. */
@PortalPages('operator/sources')
export class SourcesController {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<Page> {
    operatorIdOf(request);
    const { locale, messages } = messagesFor(request);
    const { profiles } = await this.requests.request('meter-ingestion.list-source-profiles', {});
    return new Page({
      title: messages.operatorSources.title,
      body: <SourcesPage profiles={profiles} messages={messages} locale={locale} />,
    });
  }

  @Get('new')
  empty(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Page {
    operatorIdOf(request);
    const entered = { name: '', text: JSON.stringify(EXAMPLE, null, 2), expectedVersion: 0 };
    return this.#page(request, reply, { versions: [], entered });
  }

  @Get(':name')
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('name') name: string,
    @Query('saved') saved: unknown,
  ): Promise<Page> {
    operatorIdOf(request);
    const { versions } = await this.requests.request('meter-ingestion.list-profile-versions', { name });
    const { version, definition } = versions[0]!;
    const entered = { name, text: JSON.stringify(definition, null, 2), expectedVersion: version };
    return this.#page(request, reply, { versions, entered, saved: saved === 'yes' });
  }

  /** `new` stands for a profile that does not exist yet. */
  @Post(':name')
  async add(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('name') given: string,
    @Body() body: Readonly<Record<string, unknown>>,
  ): Promise<Page | SeeOther> {
    const by = operatorIdOf(request);
    const words = messagesFor(request).messages.operatorSources;
    const judged = readDefinitionForm(body, given === 'new' ? undefined : given, words);
    const { name, expectedVersion } = judged.entered;
    let errors: readonly FieldError[];
    if ('errors' in judged) ({ errors } = judged);
    else {
      const version = { name, expectedVersion, definition: judged.definition, draft: body['draft'] !== 'no', by };
      try {
        await this.requests.request('meter-ingestion.add-profile-version', version);
        return new SeeOther(`${PATH}/${name}?saved=yes`);
      } catch (error) {
        errors = definitionErrors(error);
      }
    }
    const versions =
      given === 'new' ? [] : (await this.requests.request('meter-ingestion.list-profile-versions', { name: given })).versions;
    return this.#page(request, reply, { versions, entered: judged.entered, errors });
  }

  @Post(':name/activate')
  async activate(
    @Req() request: FastifyRequest,
    @Param('name') name: string,
    @Body() { version }: Readonly<Record<string, unknown>>,
  ): Promise<SeeOther> {
    operatorIdOf(request);
    if (typeof version !== 'string' || !/^\d{1,9}$/.test(version)) throw new ProblemError('not-found', 'There is no such version.');
    await this.requests.request('meter-ingestion.activate-profile-version', { name, version: Number(version) });
    return new SeeOther(`${PATH}/${name}?saved=yes`);
  }

  #page(request: FastifyRequest, reply: FastifyReply, { versions, entered, saved = false, errors = [] }: Shown): Page {
    const { locale, messages } = messagesFor(request);
    const csrfOf = (action: string): string => this.renderer.csrf(request, reply, action);
    const shown = { versions, entered, saved, csrfOf, errors, messages, locale };
    const title = versions[0]?.name ?? messages.operatorSources.new;
    return new Page({ title, body: <SourcePage {...shown} />, status: errors.length > 0 ? 422 : 200 });
  }
}
