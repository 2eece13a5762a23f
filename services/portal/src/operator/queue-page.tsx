import type { ThirdPartyProgress } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../html/local-time.js';
import { Moment } from '../html/moment.js';
import type { Messages } from '../locales/index.js';
import { StageBadge } from '../third-party/company/stage-notice.js';

interface Props {
  readonly companies: readonly ThirdPartyProgress[];
  readonly messages: Messages;
  readonly locale: string;
}

/** Companies in review, the longest waiting first, then all others. */
export function QueuePage({ companies, messages, locale }: Props): VNode {
  const { operator: words } = messages;
  const waiting = companies.filter(({ stage }) => stage === 'review').toReversed();
  const others = companies.filter(({ stage }) => stage !== 'review');
  const table = (rows: readonly ThirdPartyProgress[], caption: string): VNode => (
    <CompanyTable companies={rows} caption={caption} messages={messages} locale={locale} />
  );
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <section class="card">
        <h2>{words.waiting}</h2>
        {waiting.length > 0 ? table(waiting, words.captionWaiting) : <p>{words.none}</p>}
      </section>
      <section class="card">
        <h2>{words.others}</h2>
        {others.length > 0 ? table(others, words.captionOthers) : <p>{words.noOthers}</p>}
      </section>
    </>
  );
}

function CompanyTable({ companies, caption, messages, locale }: Props & { readonly caption: string }): VNode {
  const { operator: words } = messages;
  return (
    <table class="stacking">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.company}</th>
          <th scope="col">{words.stage}</th>
          <th scope="col">{words.registered}</th>
        </tr>
      </thead>
      <tbody>
        {companies.map(({ thirdPartyId, name, stage, registeredAt }) => (
          <tr>
            <td data-label={words.company}>
              <a href={`/operator/third-parties/${thirdPartyId}`}>{name}</a>
            </td>
            <td data-label={words.stage}>
              <StageBadge stage={stage} messages={messages} />
            </td>
            <td data-label={words.registered}>
              <Moment at={Date.parse(registeredAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
