import type { KeptRefusal } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { CompanyFrame } from '../company/company-frame.js';

interface Props {
  readonly refusal: KeptRefusal;
  readonly messages: Messages;
  readonly locale: string;
}

/** One refused request: what was asked, by which rule it was refused, what to do, and the authorization as it was judged. */
export function RefusalPage({ refusal, messages, locale }: Props): VNode {
  const { one: words } = messages.companyRequests;
  const { at, request, answer, authorization, correlationId } = refusal;
  const members = Object.entries(answer.members);
  return (
    <CompanyFrame messages={messages} current="requests" heading={words.title(answer.code)}>
      <p>
        <a href="/third-party/requests">{words.back}</a>
      </p>
      <section class="card">
        <h2>{words.what}</h2>
        <dl class="facts">
          <dt>{words.request}</dt>
          <dd>
            <code>
              {request.method} {request.target}
            </code>
          </dd>
          <dt>{words.when}</dt>
          <dd>
            <Moment at={Date.parse(at) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} /> <span class="note">{at}</span>
          </dd>
          <dt>{words.token}</dt>
          <dd>{words.tokens[request.tokenKind] ?? request.tokenKind}</dd>
          <dt>{words.client}</dt>
          <dd>
            <code>{request.clientId}</code>
          </dd>
        </dl>
      </section>
      <section class="card">
        <h2>{words.rule}</h2>
        <p>{answer.detail}</p>
        <dl class="facts">
          <dt>{words.status}</dt>
          <dd>{answer.status}</dd>
          <dt>{words.code}</dt>
          <dd>
            <code>{answer.code}</code> <a href={`/docs/errors#${answer.code}`}>{words.codePage}</a>
          </dd>
          {members.length > 0 && [
            <dt>{words.members}</dt>,
            <dd>
              <ul>
                {members.map(([name, value]) => (
                  <li>
                    <code>
                      {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
                    </code>
                  </li>
                ))}
              </ul>
            </dd>,
          ]}
          <dt>{words.correlation}</dt>
          <dd>
            <code>{correlationId}</code>
          </dd>
        </dl>
      </section>
      <section class="card">
        <h2>{words.grant}</h2>
        {authorization ? (
          <dl class="facts">
            <dt>{words.authorization}</dt>
            <dd>
              <a href={`/third-party/authorizations/${authorization.id}`}>
                <code>{authorization.id}</code>
              </a>
            </dd>
            <dt>{words.state}</dt>
            <dd>
              {Object.hasOwn(messages.companyData.states, authorization.status)
                ? messages.companyData.states[authorization.status as 'active']
                : authorization.status}
            </dd>
            <dt>{words.version}</dt>
            <dd>{authorization.version}</dd>
            <dt>{words.termsVersion}</dt>
            <dd>{authorization.termsVersion}</dd>
          </dl>
        ) : (
          <p>{words.noGrant}</p>
        )}
      </section>
    </CompanyFrame>
  );
}
