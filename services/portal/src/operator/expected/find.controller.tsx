import { RequestClient } from '@greenledger/messaging';
import { Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Page } from '../../html/page.js';
import { PortalPages } from '../../html/portal-pages.js';
import { messagesFor } from '../../locales/index.js';
import { operatorOf } from '../../third-party/people/company-access.js';
import { FindPage } from './find-page.js';

const LONGEST_ID = 128;

/** Finds what an identifier stands for. */
@PortalPages('operator/find')
export class FindController {
  constructor(private readonly requests: RequestClient) {}

  @Get()
  async find(@Req() request: FastifyRequest, @Query('id') given: unknown): Promise<Page> {
    operatorOf(request);
    const { locale, messages } = messagesFor(request);
    const id = typeof given === 'string' ? given.trim().slice(0, LONGEST_ID) : '';
    const found = id === '' ? undefined : (await this.requests.request('meter-ingestion.find-by-id', { id })).found;
    return new Page({
      title: messages.operatorExpected.find.title,
      body: <FindPage id={id} found={found} messages={messages} locale={locale} />,
    });
  }
}
