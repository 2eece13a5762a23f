import { Body, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { PortalConfiguration } from '../../portal-configuration.js';
import { companyOf } from '../people/company-access.js';
import { CompanyPeople, type CompanyPerson } from '../people/company-people.js';
import { SecurityPage } from './security-page.js';
import { TotpKeys } from './totp-keys.js';
import { matchingStep, newTotpSecret, totpUri } from './totp.js';

const PATH = '/third-party/security';

/** The second step of the visitor's own sign-in. */
@PortalPages('third-party/security')
export class SecurityController {
  constructor(
    private readonly people: CompanyPeople,
    private readonly renderer: PageRenderer,
    private readonly configuration: PortalConfiguration,
    private readonly keys: TotpKeys,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Page> {
    return this.#page(request, reply, await this.#person(request));
  }

  /** Makes a key; it counts from the moment a code of it was entered. */
  @Post('offer')
  async offer(@Req() request: FastifyRequest): Promise<SeeOther> {
    const { personId } = await this.#person(request);
    await this.people.offerTotp(personId, this.keys.seal(personId, newTotpSecret()));
    return new SeeOther(PATH);
  }

  /** On or off: either needs a code, so that a session left open cannot take the protection away. */
  @Post('switch')
  async switch(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const person = await this.#person(request);
    const code = typeof body['code'] === 'string' ? body['code'] : '';
    const step = person.totpSecret ? matchingStep(person.totpSecret, code, Date.now()) : undefined;
    if (step === undefined || !(await this.people.useTotpStep(person.personId, step))) {
      const { wrong } = messagesFor(request).messages.company.security;
      return this.#page(request, reply, person, wrong);
    }
    await this.people.switchTotp(person.personId, !person.totpOn);
    return new SeeOther(PATH);
  }

  async #person(request: FastifyRequest): Promise<CompanyPerson> {
    const person = (await this.people.find(companyOf(request).personId))!;
    const { personId, totpSecret } = person;
    return { ...person, totpSecret: totpSecret && this.keys.open(personId, totpSecret) };
  }

  #page(request: FastifyRequest, reply: FastifyReply, person: CompanyPerson, error?: string): Page {
    const { messages } = messagesFor(request);
    const token = (form: string): string => this.renderer.csrf(request, reply, `${PATH}/${form}`);
    const { totpSecret: secret, totpOn, email } = person;
    const offer = secret && !totpOn ? { secret, uri: totpUri(secret, this.configuration.UTILITY_NAME, email) } : undefined;
    const props = { on: totpOn, offer, error, csrf: { offer: token('offer'), switch: token('switch') }, messages };
    return new Page({ title: messages.company.security.title, body: <SecurityPage {...props} />, status: error ? 422 : 200 });
  }
}
