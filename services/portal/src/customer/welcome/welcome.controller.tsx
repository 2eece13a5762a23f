import { Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Page } from '../../html/page.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { visitorOf } from '../../session/visitor.js';
import { WelcomePage } from './welcome-page.js';

@PortalPages()
export class WelcomeController {
  @Get()
  show(@Req() request: FastifyRequest): Page {
    const { messages } = messagesFor(request);
    return new Page({
      title: messages.welcome.title,
      body: <WelcomePage messages={messages} signedIn={visitorOf(request).account !== undefined} />,
    });
  }
}
