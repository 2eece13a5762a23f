import type { KeptRefusal, ReplyOf } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import { TableHead } from '../../html/table-head.js';
import type { Messages } from '../../locales/index.js';
import { CallTable } from './call-table.js';
import { CompanyFrame } from '../company/company-frame.js';

interface Props {
  readonly refusals: readonly KeptRefusal[];
  readonly keptDays: number;
  readonly limits: ReplyOf<'data-delivery.get-rate-limits'>;
  readonly inspected: ReplyOf<'data-delivery.list-calls'>;
  readonly messages: Messages;
  readonly locale: string;
}

/** The requests of a company: those that were refused, the last calls, and what is left of its rate limit. */
export function RequestsPage({ refusals, keptDays, limits, inspected, messages, locale }: Props): VNode {
  const { companyRequests: words } = messages;
  const { columns } = words;
  return (
    <CompanyFrame messages={messages} current="requests" heading={words.title}>
      <p class="lead">{words.lead(keptDays)}</p>
      <section class="card">
        <h2>{words.refusedHeading}</h2>
        {refusals.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <table class="stacking">
            <caption>{words.caption(refusals.length)}</caption>
            <TableHead columns={columns} />
            <tbody>
              {refusals.map(({ id, at, request, answer }) => (
                <tr>
                  <td data-label={columns.when}>
                    <Moment at={Date.parse(at) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
                  </td>
                  <td data-label={columns.request}>
                    <code>
                      {request.method} {request.target}
                    </code>
                  </td>
                  <td data-label={columns.answer}>
                    {answer.status} <code>{answer.code}</code>
                  </td>
                  <td data-label={columns.open}>
                    <a href={`/third-party/requests/${id}`} aria-label={words.explainLabel(request.method, answer.code, at)}>
                      {words.explain}
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <CallTable {...inspected} messages={messages} locale={locale} />
      <section class="card">
        <h2>{words.limitsHeading}</h2>
        <p>{words.limitsLead}</p>
        <LimitTable limits={limits} messages={messages} locale={locale} />
      </section>
    </CompanyFrame>
  );
}

function LimitTable({ limits, messages, locale }: Pick<Props, 'limits' | 'messages' | 'locale'>): VNode {
  const { companyRequests: words } = messages;
  const { limitColumns } = words;
  const number = (count: number): string => new Intl.NumberFormat(locale).format(count);
  const { client } = limits;
  return (
    <table class="stacking">
      <caption>{words.limitsCaption}</caption>
      <TableHead columns={limitColumns} />
      <tbody>
        <tr>
          <th scope="row">{words.limits.client}</th>
          <td data-label={limitColumns.limit}>{client ? words.limit(number(client.limit), client.windowSeconds) : words.noLimit}</td>
          <td data-label={limitColumns.left}>{client && number(client.remaining)}</td>
          <td data-label={limitColumns.reset}>{client && words.seconds(client.resetIn)}</td>
        </tr>
        <tr>
          <th scope="row">{words.limits.grant}</th>
          <td data-label={limitColumns.limit}>
            <a href="/third-party/authorizations">{words.perAuthorization}</a>
          </td>
          <td data-label={limitColumns.left} />
          <td data-label={limitColumns.reset} />
        </tr>
      </tbody>
    </table>
  );
}
