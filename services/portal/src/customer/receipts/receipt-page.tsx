import type { ReceiptLink, ReceiptView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { dayText, Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { isReversible } from '../authorizations/reversible.js';
import { secondsOf } from '../authorizations/seconds-of.js';

interface Props {
  readonly view: ReceiptView;
  readonly code: string;
  readonly utility: string;
  readonly locale: string;
  readonly messages: Messages;
}

/** One decision as it was recorded, and what holds now. Nothing on it says whose it is, so times are in the utility's zone. */
export function ReceiptPage({ view, code, utility, locale, messages }: Props): VNode {
  const words = messages.receipts;
  const { receipt, status, receipts } = view;
  const { event, thirdParty, terms, change, consent, ended } = receipt;
  const moment = (at: number): VNode => <Moment at={at} timeZone={DEFAULT_TIME_ZONE} locale={locale} />;
  const decision = ({ type, change: how }: ReceiptLink): string =>
    how ? `${words.events[type]}: ${words.changes[how]}` : words.events[type];
  const { end } = terms.authorizedPeriod;
  const newest = receipts.at(-1)!;
  return (
    <div class="reading">
      <h1>{words.heading(words.events[event.type], thirdParty.name)}</h1>
      <p class="lead">{words.lead(utility)}</p>
      <div class="notice">
        <p>
          <strong>{words.now}:</strong> {words.statusNow[status]}
        </p>
        {newest.code !== code && (
          <p>
            {words.newer} <a href={`/receipts/${newest.code}`}>{words.events[newest.type]}</a>
          </p>
        )}
      </div>
      <section class="card">
        <h2>{words.what}</h2>
        <dl class="facts">
          <dt>{words.when}</dt>
          <dd>{moment(secondsOf(event.recordedAt))}</dd>
          <dt>{words.company}</dt>
          <dd>
            <a href={thirdParty.clientUri} rel="noreferrer">
              {thirdParty.name}
            </a>
          </dd>
          <dt>{words.purpose}</dt>
          <dd>{terms.purpose}</dd>
          <dt>{words.data}</dt>
          <dd>
            {messages.list(terms.dataSets.map((dataSet) => messages.consent.dataSets[dataSet].title))}
            {change && ` (${words.changes[change]})`}
          </dd>
          <dt>{words.services}</dt>
          <dd>{messages.authorizations.services(terms.serviceCount)}</dd>
          <dt>{words.since}</dt>
          <dd>{moment(terms.publishedPeriod.start)}</dd>
          <dt>{words.ends}</dt>
          <dd>{end === null ? words.noEnd : moment(end)}</dd>
          {ended && (
            <>
              <dt>{words.endedBy}</dt>
              <dd>{messages.authorizations.endedBy[ended.by]}</dd>
            </>
          )}
          <dt>{words.number}</dt>
          <dd>
            <code>{receipt.authorizationId}</code>
          </dd>
          {consent && (
            <>
              <dt>{words.consent}</dt>
              <dd>
                {words.consentDigest(consent.locale)} <code>{consent.textDigest}</code>
              </dd>
            </>
          )}
          <dt>{words.record}</dt>
          <dd>
            {words.recordPlace(event.logIndex)} <code>{event.leafHash}</code>
          </dd>
        </dl>
        <p class="quiet">{words.readable}</p>
        {status === 'active' && (
          <a class="button danger" href={`/receipts/${code}/end`}>
            {words.end}
          </a>
        )}
        {isReversible(view) && (
          <>
            <p>{messages.authorization.reversible.lead(thirdParty.name, dayText(view.reversibleUntil! - 1, DEFAULT_TIME_ZONE, locale))}</p>
            <a class="button danger" href={`/receipts/${code}/end`}>
              {messages.authorization.reversible.end}
            </a>
          </>
        )}
      </section>
      <section class="card">
        <h2>{words.history}</h2>
        <ul>
          {receipts.map((link) => (
            <li>
              {link.code === code ? (
                <>
                  {decision(link)} <span class="quiet">({words.this})</span>
                </>
              ) : (
                <a href={`/receipts/${link.code}`}>{decision(link)}</a>
              )}{' '}
              <span class="quiet">{moment(secondsOf(link.recordedAt))}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2>{words.verifyHeading}</h2>
        <p>{words.verify}</p>
        <ul>
          <li>
            <a href={`/receipts/${code}.json`}>{words.json}</a>
          </li>
          <li>
            <a href="/receipts/keys.json">{words.keys}</a>
          </li>
        </ul>
      </section>
    </div>
  );
}
