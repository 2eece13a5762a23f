import { ERROR_CODES, type ErrorCode } from '@greenledger/contracts';
import { Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Page } from '../html/page.js';
import { PortalPages } from '../html/portal-pages.js';
import { messagesFor } from '../locales/index.js';

/** Where the `type` of every problem points: `/docs/errors#<code>`. */
@PortalPages('docs/errors')
export class ErrorCodesController {
  @Get()
  show(@Req() request: FastifyRequest): Page {
    const { locale, messages } = messagesFor(request);
    const words = messages.errorCodes;
    const body = (
      <section class="card">
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
        <table class="stacking">
          <thead>
            <tr>
              <th scope="col">{words.code}</th>
              <th scope="col">{words.status}</th>
              <th scope="col">{words.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(ERROR_CODES).map(([code, { status, title }]) => (
              <tr id={code}>
                <td data-label={words.code}>
                  <code>{code}</code>
                </td>
                <td data-label={words.status}>{status}</td>
                <td data-label={words.meaning}>{locale === 'en' ? title : messages.errors[code as ErrorCode].heading}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    );
    return new Page({ title: words.title, body });
  }
}
