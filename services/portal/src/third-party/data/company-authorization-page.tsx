import type { AuthorizationView, RateLimitView, ReplyOf } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { CompanyFrame } from '../company/company-frame.js';
import { DownloadCard } from './download-card.js';
import type { DownloadName } from './download-files.js';
import { ServiceHealthCard } from './service-health-card.js';

interface Props {
  readonly authorization: AuthorizationView;
  readonly resourceUri: string;
  readonly limit: RateLimitView | null;
  readonly health: ReplyOf<'data-delivery.describe-data-health'>;
  /** Whole days that the health is about. */
  readonly days: number;
  /** What can be downloaded; nothing once it has ended. */
  readonly files: readonly DownloadName[];
  readonly csrf: string | undefined;
  readonly messages: Messages;
  readonly locale: string;
}

/** One authorization of a company: what was agreed, what is left of its limit, and the health of its data. */
export function CompanyAuthorizationPage(props: Props): VNode {
  const { authorization, resourceUri, limit, health, days, files, csrf, messages, locale } = props;
  const { states, endedBy, noEnd, one: words } = messages.companyData;
  const { authorizationId, status, scope, terms, grantedAt, changedAt, termsVersion, ended } = authorization;
  const { start, end } = terms.publishedPeriod;
  const moment = (at: number): VNode => <Moment at={at} timeZone={DEFAULT_TIME_ZONE} locale={locale} />;
  const unreadable = health.unreadable && { ended: words.notActive, 'no-usage': words.noUsage, 'not-readable': words.noServices };
  return (
    <CompanyFrame messages={messages} current="authorizations" heading={words.title}>
      <p>
        <a href="/third-party/authorizations">{words.back}</a>
      </p>
      <section class="card">
        <div class="card-head">
          <h2>{words.termsHeading}</h2>
          <span class={status === 'active' ? 'badge active' : 'badge'}>{states[status]}</span>
        </div>
        <dl class="facts">
          <dt>{words.id}</dt>
          <dd>
            <code>{authorizationId}</code>
          </dd>
          <dt>{words.resourceUri}</dt>
          <dd>
            <code>{resourceUri}</code>
          </dd>
          <dt>{words.scope}</dt>
          <dd>
            <code>{scope}</code>
          </dd>
          <dt>{words.dataSets}</dt>
          <dd>{terms.dataSets.map((dataSet) => messages.registration.dataSets[dataSet]).join(', ')}</dd>
          <dt>{words.services}</dt>
          <dd>{terms.usagePointIds.length}</dd>
          <dt>{words.published}</dt>
          <dd>
            {words.since} {moment(start)} {words.until} {end === null ? noEnd : moment(end)}
          </dd>
          <dt>{words.granted}</dt>
          <dd>{moment(Date.parse(grantedAt) / 1000)}</dd>
          <dt>{words.changed}</dt>
          <dd>{moment(Date.parse(changedAt) / 1000)}</dd>
          <dt>{words.version}</dt>
          <dd>{termsVersion}</dd>
          {ended && [
            <dt>{words.ended}</dt>,
            <dd>
              {moment(Date.parse(ended.at) / 1000)} {endedBy[ended.by]}
            </dd>,
          ]}
          {status === 'active' && [
            <dt>{words.limit}</dt>,
            <dd>{limit ? words.limitText(String(limit.remaining), String(limit.limit), limit.resetIn) : words.noLimit}</dd>,
          ]}
        </dl>
      </section>
      {files.length > 0 && <DownloadCard authorizationId={authorizationId} files={files} csrf={csrf} messages={messages} />}
      <h2>{words.healthHeading}</h2>
      {unreadable ? <p class="notice">{unreadable[health.unreadable!]}</p> : <p>{words.healthLead(days)}</p>}
      {health.usagePoints.map((service) => (
        <ServiceHealthCard service={service} messages={messages} locale={locale} />
      ))}
    </CompanyFrame>
  );
}
