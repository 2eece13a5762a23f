import type { ConsentRequestView } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { redirectOrigins } from '../../customer/consent/redirect-origins.js';
import { Page, SeeOther } from '../../html/page.js';
import { PageRenderer } from '../../html/page-renderer.js';
import { messagesFor } from '../../locales/index.js';
import { SandboxConsentPage } from './sandbox-consent-page.js';

/** Shows and answers the requests of companies under test. Nobody needs to sign in: who answers is the sandbox customer. */
@Injectable()
export class SandboxConsent {
  constructor(
    private readonly requests: RequestClient,
    private readonly renderer: PageRenderer,
  ) {}

  page(request: FastifyRequest, reply: FastifyReply, asked: ConsentRequestView): Page {
    const { messages } = messagesFor(request);
    const csrf = this.renderer.csrf(request, reply, `/consent/${asked.interactionId}`);
    return new Page({
      title: messages.sandbox.title(asked.thirdParty.name),
      body: <SandboxConsentPage asked={asked} csrf={csrf} messages={messages} />,
      formTargets: redirectOrigins(asked),
      withoutMenu: true,
    });
  }

  /** Anything but a denial is the one click that agrees. */
  async answer(interactionId: string, decision: unknown): Promise<SeeOther> {
    const operation = decision === 'deny' ? 'authorization.deny-consent' : 'authorization.approve-sandbox-consent';
    const { returnTo } = await this.requests.request(operation, { interactionId });
    return new SeeOther(returnTo);
  }
}
