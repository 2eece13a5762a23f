import { Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DEFAULT_TIME_ZONE } from '../html/local-time.js';
import { Moment } from '../html/moment.js';
import { Page } from '../html/page.js';
import { PortalPages } from '../html/portal-pages.js';
import { messagesFor } from '../locales/index.js';
import { CaughtMails } from './caught-mails.js';

/** The mail that a demonstration sends, instead of anybody's mailbox. Text only: nothing of a mail is run or fetched. */
@PortalPages('demo/mail')
export class DemoMailController {
  constructor(private readonly mails: CaughtMails) {}

  @Get()
  async show(@Req() request: FastifyRequest): Promise<Page> {
    const { locale, messages } = messagesFor(request);
    const words = messages.demoMail;
    const mails = await this.mails.list();
    const body = (
      <div class="reading">
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {mails.length === 0 && <p>{words.none}</p>}
        {mails.map((mail) => (
          <article class="card">
            <h2>{mail.subject}</h2>
            <p class="quiet">
              {words.to} {mail.to} · {words.received}{' '}
              <Moment at={Date.parse(mail.receivedAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
            </p>
            <pre class="mail">{mail.text}</pre>
          </article>
        ))}
      </div>
    );
    return new Page({ title: words.title, body });
  }
}
