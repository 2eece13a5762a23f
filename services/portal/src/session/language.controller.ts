import { languageOf, ProblemError } from '@greenledger/contracts';
import { Body, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SeeOther } from '../html/page.js';
import { PortalPages } from '../html/portal-pages.js';
import { PortalConfiguration } from '../portal-configuration.js';
import { ownAddress } from './return-to.js';
import { keepLanguage } from './visitor-language.js';

/** The choice of a language, made with the form in the frame of every page. */
@PortalPages('language')
export class LanguageController {
  constructor(@Inject(PortalConfiguration) private readonly configuration: PortalConfiguration) {}

  /** Back to the page that the choice was made on. @throws ProblemError `invalid-body` for a language that there is none of. */
  @Post()
  choose(@Res({ passthrough: true }) reply: FastifyReply, @Body() body: Record<string, unknown>): SeeOther {
    const { language: wanted, backTo } = body;
    const language = typeof wanted === 'string' ? languageOf(wanted) : undefined;
    if (!language) throw new ProblemError('invalid-body', 'There is no such language. Go back and choose one of those named.');
    keepLanguage(reply, language, this.configuration.PUBLIC_ORIGIN);
    return new SeeOther(ownAddress(backTo));
  }
}
