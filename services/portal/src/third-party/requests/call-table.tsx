import type { CompanyCall } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import { TableHead } from '../../html/table-head.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly calls: readonly CompanyCall[];
  /** So many of each company are kept. */
  readonly kept: number;
  readonly messages: Messages;
  readonly locale: string;
}

/** The request inspector: what the company's software asked last, and what it got. */
export function CallTable({ calls, kept, messages, locale }: Props): VNode {
  const { calls: words, one } = messages.companyRequests;
  const { columns } = words;
  const number = new Intl.NumberFormat(locale);
  return (
    <section class="card">
      <h2>{words.heading}</h2>
      <p>{words.lead(kept)}</p>
      {calls.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <table class="stacking">
          <caption>{words.caption(calls.length)}</caption>
          <TableHead columns={columns} />
          <tbody>
            {calls.map(
              ({ at, method, target, tokenKind, authorizationId, status, complete, duration, release, refusal, correlationId }) => (
                <tr>
                  <td data-label={columns.when}>
                    <Moment at={Date.parse(at) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
                  </td>
                  <td data-label={columns.request}>
                    <code>
                      {method} {target}
                    </code>
                  </td>
                  <td data-label={columns.token}>
                    {one.tokens[tokenKind] ?? tokenKind}
                    {authorizationId !== null && (
                      <>
                        {' '}
                        <a href={`/third-party/authorizations/${authorizationId}`} aria-label={words.authorization(authorizationId)}>
                          <code>{authorizationId.slice(0, 8)}</code>
                        </a>
                      </>
                    )}
                  </td>
                  <td data-label={columns.answer}>
                    {status}{' '}
                    {refusal && (
                      <a
                        href={`/third-party/requests/${refusal.id}`}
                        aria-label={messages.companyRequests.explainLabel(method, refusal.code, at)}
                      >
                        <code>{refusal.code}</code>
                      </a>
                    )}
                    {complete ? ` ${words.milliseconds(number.format(duration))}` : ` ${words.broken}`}
                  </td>
                  <td data-label={columns.sent}>
                    {release ? (
                      <>
                        {release.bytes === null ? '' : `${words.bytes(number.format(release.bytes))} `}
                        <code>{release.id}</code>
                      </>
                    ) : (
                      words.noRelease
                    )}
                  </td>
                  <td data-label={columns.correlation}>
                    <code>{correlationId}</code>
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      )}
    </section>
  );
}
