import type { AuthorizationStatus, AuthorizationView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Day } from '../../html/moment.js';
import { TableHead } from '../../html/table-head.js';
import type { Messages } from '../../locales/index.js';
import { CompanyFrame } from '../company/company-frame.js';

export const STATES: readonly AuthorizationStatus[] = ['active', 'revoked', 'expired'];

interface Props {
  /** Those of this page. */
  readonly authorizations: readonly AuthorizationView[];
  readonly total: number;
  /** Undefined: every state. */
  readonly state: AuthorizationStatus | undefined;
  /** 1-based, with how many there are. */
  readonly page: number;
  readonly pages: number;
  readonly messages: Messages;
  readonly locale: string;
}

/** The authorizations of a company with state and scope. Who the customer is does not stand here. */
export function CompanyAuthorizationsPage({ authorizations, total, state, page, pages, messages, locale }: Props): VNode {
  const { companyData: words } = messages;
  const { columns } = words;
  const to = (number: number): string =>
    `/third-party/authorizations?${new URLSearchParams({ ...(state && { state }), page: String(number) }).toString()}`;
  return (
    <CompanyFrame messages={messages} current="authorizations" heading={words.title}>
      <p class="lead">{words.lead}</p>
      <form method="get" action="/third-party/authorizations">
        <div class="field">
          <label for="state">{words.filter}</label>
          <select id="state" name="state">
            <option value="">{words.all}</option>
            {STATES.map((one) => (
              <option value={one} selected={one === state}>
                {words.states[one]}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="second">
          {words.submit}
        </button>
      </form>
      <section class="card">
        {authorizations.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <table class="stacking">
            <caption>{words.caption(total)}</caption>
            <TableHead columns={columns} />
            <tbody>
              {authorizations.map(({ authorizationId, status, grantedAt, terms, scope }) => (
                <tr>
                  <td data-label={columns.id}>
                    <a href={`/third-party/authorizations/${authorizationId}`}>
                      <code>{authorizationId}</code>
                    </a>
                  </td>
                  <td data-label={columns.state}>
                    <span class={status === 'active' ? 'badge active' : 'badge'}>{words.states[status]}</span>
                  </td>
                  <td data-label={columns.granted}>
                    <Day at={Date.parse(grantedAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
                  </td>
                  <td data-label={columns.ends}>
                    {terms.authorizedPeriod.end === null ? (
                      words.noEnd
                    ) : (
                      <Day at={terms.authorizedPeriod.end} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
                    )}
                  </td>
                  <td data-label={columns.scope}>
                    <code>{scope}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {pages > 1 && (
          <p class="actions">
            {page > 1 && <a href={to(page - 1)}>{words.later}</a>}
            {page < pages && <a href={to(page + 1)}>{words.earlier}</a>}
          </p>
        )}
      </section>
    </CompanyFrame>
  );
}
