import { createHmac, randomBytes } from 'node:crypto';
import { judgeRegistration, ProblemError, type Language, type RegistrationFault } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Body, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Page, SeeOther } from '../../html/page.js';
import type { FieldError } from '../../html/error-summary.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { hashPassword } from '../../session/password.js';
import { SignInThrottle } from '../../session/sign-in-throttle.js';
import { visitorOf } from '../../session/visitor.js';
import { CompanyMail } from '../people/company-mail.js';
import { CompanyPeople } from '../people/company-people.js';
import { fieldErrors } from './field-errors.js';
import { judgeAccount, parseRegistration, type EnteredRegistration } from './parse-registration.js';
import { RegistrationPage } from './registration-page.js';
import { termsDigest } from './terms-digest.js';

/** Self-service registration of a company and of the person who registers it. */
@PortalPages('third-party')
export class RegisterController {
  constructor(
    private readonly requests: RequestClient,
    private readonly people: CompanyPeople,
    private readonly mail: CompanyMail,
    private readonly throttle: SignInThrottle,
    private readonly renderer: PageRenderer,
  ) {}

  @Get('register')
  show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Page {
    return this.#page(request, reply, parseRegistration({}), [], newNonce());
  }

  @Post('register')
  async register(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Record<string, unknown>,
  ): Promise<Page | SeeOther> {
    const { locale, messages } = messagesFor(request);
    const entered = parseRegistration(body);
    const nonce = typeof body['nonce'] === 'string' ? body['nonce'] : newNonce();
    const refuse = (errors: readonly FieldError[]): Page => this.#page(request, reply, entered, errors, nonce, 422);
    const faults = [...judgeRegistration(entered.form), ...judgeAccount(entered)];
    if (faults.length > 0) return refuse(fieldErrors(faults, messages.registration));

    const thirdPartyId = registrationId(visitorOf(request).sessionId ?? '', nonce);
    await this.#slowDown(request, reply);
    const known = await this.people.findByEmail(entered.account.email);
    if (known && known.thirdPartyId !== thirdPartyId) {
      // Whether an address has an account is told to its owner only, by mail; the page answers as ever, and takes as long.
      await hashPassword(entered.account.password);
      await this.mail.tellOfAccount(known, locale);
      return new SeeOther('/third-party/registered');
    }
    try {
      const terms = { version: messages.thirdPartyTerms.version, digest: termsDigest(messages.thirdPartyTerms) };
      await this.requests.request('authorization.register-third-party', { thirdPartyId, form: entered.form, terms });
    } catch (error) {
      const refused = error instanceof ProblemError ? (error.members['faults'] as RegistrationFault[] | undefined) : undefined;
      if (!refused) throw error;
      return refuse(fieldErrors(refused, messages.registration));
    }
    await this.#openAccount(thirdPartyId, entered, locale);
    return new SeeOther('/third-party/registered');
  }

  @Get('registered')
  registered(@Req() request: FastifyRequest): Page {
    const { registration: words } = messagesFor(request).messages;
    const body = (
      <section class="card narrow">
        <h1>{words.doneTitle}</h1>
        <p>{words.done}</p>
        <p class="quiet">{words.doneLater}</p>
      </section>
    );
    return new Page({ title: words.doneTitle, body });
  }

  /** Registrations are counted per address like sign-ins, so that a machine cannot fill the queue of the operators. */
  async #slowDown(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const wait = await this.throttle.begin(`register ${request.ip}`, request.ip);
    if (wait === 0) return;
    reply.header('retry-after', String(wait));
    throw new ProblemError('too-many-requests', `Too many registrations came from your network. Send this one again in ${wait} seconds.`);
  }

  async #openAccount(thirdPartyId: string, { form, account }: EnteredRegistration, language: Language): Promise<void> {
    const { email, name } = account;
    const companyName = form.name;
    const passwordHash = await hashPassword(account.password);
    const person = { thirdPartyId, companyName, email, name, passwordHash, role: 'owner', confirmed: false } as const;
    const personId = await this.people.add(person);
    // Sent a second time: the account and its mail are there already.
    if (personId) await this.mail.send({ kind: 'confirmation', thirdPartyId, companyName, email, personId, role: null }, language);
  }

  #page(
    request: FastifyRequest,
    reply: FastifyReply,
    entered: EnteredRegistration,
    errors: readonly FieldError[],
    nonce: string,
    status = 200,
  ): Page {
    const { messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, '/third-party/register');
    return new Page({
      title: messages.registration.title,
      status,
      body: <RegistrationPage messages={messages} csrf={csrf} nonce={nonce} entered={entered} errors={errors} />,
    });
  }
}

const newNonce = (): string => randomBytes(16).toString('base64url');

/**
 * The id of the registration that a form makes: the same form of the same session always makes the same, and nobody can aim
 * at the id of another company. UUID version 8 (RFC 9562 section 5.8).
 */
function registrationId(sessionId: string, nonce: string): string {
  const hash = createHmac('sha256', sessionId).update(`registration ${nonce}`).digest('hex');
  const variant = ((parseInt(hash[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
