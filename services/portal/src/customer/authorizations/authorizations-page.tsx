import type { AuthorizationView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Day } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { secondsOf } from './seconds-of.js';

interface Props {
  readonly authorizations: readonly AuthorizationView[];
  readonly timeZone: string;
  readonly locale: string;
  readonly messages: Messages;
}

/** All companies that may receive data, and those that could. */
export function AuthorizationsPage(props: Props): VNode {
  const words = props.messages.authorizations;
  const newestFirst = [...props.authorizations].sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
  const live = newestFirst.filter(({ status }) => status === 'active');
  const past = newestFirst.filter(({ status }) => status !== 'active');
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <section>
        <h2>{words.live}</h2>
        {live.length === 0 ? <p class="card">{words.none}</p> : <Cards {...props} authorizations={live} />}
      </section>
      <section>
        <h2>{words.past}</h2>
        {past.length === 0 ? <p class="quiet">{words.nonePast}</p> : <Cards {...props} authorizations={past} />}
      </section>
    </>
  );
}

function Cards({ authorizations, timeZone, locale, messages }: Props): VNode {
  const words = messages.authorizations;
  return (
    <ul class="grid">
      {authorizations.map((authorization) => (
        <li class="card" data-authorization-id={authorization.authorizationId}>
          <div class="card-head">
            <h3>{authorization.thirdPartyName}</h3>
            <span class={`badge ${authorization.status}`}>{words.status[authorization.status]}</span>
          </div>
          <p>
            {messages.list([
              ...authorization.terms.dataSets.map((dataSet) => messages.consent.dataSets[dataSet].title),
              words.services(authorization.terms.usagePointIds.length),
            ])}
          </p>
          <p class="quiet">
            {words.since} <Day at={secondsOf(authorization.grantedAt)} timeZone={timeZone} locale={locale} />
            <br />
            <End authorization={authorization} timeZone={timeZone} locale={locale} messages={messages} />
          </p>
          <p>
            <a href={`/authorizations/${authorization.authorizationId}`} aria-label={words.details(authorization.thirdPartyName)}>
              {words.details(authorization.thirdPartyName)}
            </a>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** When a permission ends, or when and by whom it was ended. */
function End({
  authorization: { ended, terms },
  timeZone,
  locale,
  messages,
}: Omit<Props, 'authorizations'> & { authorization: AuthorizationView }): VNode {
  const words = messages.authorizations;
  if (ended) {
    return (
      <>
        {words.ended} <Day at={secondsOf(ended.at)} timeZone={timeZone} locale={locale} /> {words.endedBy[ended.by]}
      </>
    );
  }
  const { end } = terms.authorizedPeriod;
  return (
    <>
      {words.ends} {end === null ? words.noEnd : <Day at={end - 1} timeZone={timeZone} locale={locale} />}
    </>
  );
}
