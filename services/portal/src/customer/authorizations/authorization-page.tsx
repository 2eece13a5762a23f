import type { AuthorizationView, ReceiptLink, ReleaseView, ServiceView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Day, dayText, Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { serviceLabel } from '../service-label.js';
import { ReleasesTable } from './releases-table.js';
import { isReversible } from './reversible.js';
import { secondsOf } from './seconds-of.js';

interface Props {
  readonly authorization: AuthorizationView;
  readonly releases: readonly ReleaseView[];
  readonly services: readonly ServiceView[];
  readonly receipts: readonly ReceiptLink[];
  /** What has just happened, as the address says; texts that do not fit the state are not shown. */
  readonly notice: string | undefined;
  readonly timeZone: string;
  readonly locale: string;
  readonly messages: Messages;
}

/** One permission: its terms, everything that was sent under it, and the way out. */
export function AuthorizationPage(props: Props): VNode {
  const { authorization, releases, timeZone, locale, messages } = props;
  const notice = noticeOf(props);
  const words = messages.authorization;
  return (
    <div class="reading">
      <p>
        <a href="/authorizations">{words.back}</a>
      </p>
      <h1>{words.title(authorization.thirdPartyName)}</h1>
      {notice && (
        <div class="notice" role="status">
          <p>{notice}</p>
        </div>
      )}
      <section class="card">
        <h2>{words.releasesHeading}</h2>
        {releases.length === 0 ? (
          <p>{words.releasesNone}</p>
        ) : (
          <ReleasesTable
            releases={releases}
            company={authorization.thirdPartyName}
            timeZone={timeZone}
            locale={locale}
            messages={messages}
          />
        )}
      </section>
      <TermsCard {...props} />
      <ReceiptsCard {...props} />
      {authorization.status === 'active' && (
        <section class="card">
          <h2>{words.revokeHeading}</h2>
          <p>{words.revokeLead}</p>
          <div class="actions">
            <a class="button danger" href={`/authorizations/${authorization.authorizationId}/revoke`}>
              {words.revoke}
            </a>
          </div>
          <p>
            <a href={`/authorizations/${authorization.authorizationId}/report`}>{messages.report.link}</a>
          </p>
        </section>
      )}
      {isReversible(authorization) && <ReversibleCard {...props} />}
    </div>
  );
}

/** The company gave the permission up, and the utility may take that back: the customer can rule it out. */
function ReversibleCard({ authorization, timeZone, locale, messages }: Props): VNode {
  const { authorizationId, thirdPartyName, reversibleUntil } = authorization;
  const words = messages.authorization.reversible;
  return (
    <section class="card">
      <h2>{words.heading}</h2>
      <p>{words.lead(thirdPartyName, dayText(reversibleUntil! - 1, timeZone, locale))}</p>
      <div class="actions">
        <a class="button danger" href={`/authorizations/${authorizationId}/revoke`}>
          {words.end}
        </a>
      </div>
    </section>
  );
}

function TermsCard({ authorization, services, timeZone, locale, messages }: Props): VNode {
  const words = messages.authorization;
  const { terms, status, ended, grantedAt, authorizationId } = authorization;
  const named = (id: string): string => {
    const service = services.find(({ usagePointId }) => usagePointId === id);
    return service ? serviceLabel(service, messages.consent) : words.unknownService;
  };
  return (
    <section class="card">
      <h2>{words.termsHeading}</h2>
      <dl class="facts">
        <dt>{words.status}</dt>
        <dd>
          <span class={`badge ${status}`}>{messages.authorizations.status[status]}</span>{' '}
          {ended && (
            <>
              <Moment at={secondsOf(ended.at)} timeZone={timeZone} locale={locale} /> {messages.authorizations.endedBy[ended.by]}
            </>
          )}
        </dd>
        <dt>{words.data}</dt>
        <dd>{messages.list(terms.dataSets.map((dataSet) => messages.consent.dataSets[dataSet].title))}</dd>
        <dt>{words.services}</dt>
        <dd>
          <ul>
            {terms.usagePointIds.map((id) => (
              <li>{named(id)}</li>
            ))}
          </ul>
        </dd>
        <dt>{words.purpose}</dt>
        <dd>{terms.purpose}</dd>
        <dt>{words.historyFrom}</dt>
        <dd>
          <Day at={terms.publishedPeriod.start} timeZone={timeZone} locale={locale} />
        </dd>
        <dt>{words.given}</dt>
        <dd>
          <Moment at={secondsOf(grantedAt)} timeZone={timeZone} locale={locale} />
        </dd>
        <dt>{words.ends}</dt>
        <dd>
          {terms.authorizedPeriod.end === null
            ? messages.authorizations.noEnd
            : messages.edit.difference.endDay(dayText(terms.authorizedPeriod.end - 1, timeZone, locale))}
        </dd>
        <dt>{words.id}</dt>
        <dd>
          <code>{authorizationId}</code>
        </dd>
      </dl>
      {status === 'active' && (
        <a class="button second" href={`/authorizations/${authorizationId}/edit`}>
          {words.edit}
        </a>
      )}
    </section>
  );
}

function ReceiptsCard({ receipts, timeZone, locale, messages }: Props): VNode | null {
  if (receipts.length === 0) return null;
  const { events, changes } = messages.receipts;
  return (
    <section class="card">
      <h2>{messages.authorization.receiptsHeading}</h2>
      <p>{messages.authorization.receiptsLead}</p>
      <ul>
        {receipts.map(({ code, type, change, recordedAt }) => (
          <li>
            <a href={`/receipts/${code}`}>{change ? `${events[type]}: ${changes[change]}` : events[type]}</a>{' '}
            <span class="quiet">
              <Moment at={secondsOf(recordedAt)} timeZone={timeZone} locale={locale} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function noticeOf({ notice, authorization, messages }: Props): string | undefined {
  const { notices } = messages.authorization;
  if (notice === undefined || !Object.hasOwn(notices, notice)) return undefined;
  if (notice === 'final' && (authorization.status === 'active' || isReversible(authorization))) return undefined;
  if (['revoked', 'final'].includes(notice) !== (authorization.status !== 'active') && notice !== 'reported') return undefined;
  return notices[notice as keyof typeof notices];
}
