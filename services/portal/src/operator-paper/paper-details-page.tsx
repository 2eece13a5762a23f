import type { PaperView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../html/local-time.js';
import { Moment } from '../html/moment.js';
import type { Messages } from '../locales/index.js';

interface Props {
  readonly messages: Messages;
  readonly locale: string;
  readonly csrf: string;
  readonly paper: PaperView;
  /** Whether the operator who looks entered it. */
  readonly own: boolean;
}

/** One paper form, for the second operator to compare with its scan. */
export function PaperDetailsPage({ messages, locale, csrf, paper, own }: Props): VNode {
  const words = messages.paper.details;
  const { choice } = paper;
  const end = choice.authorizedUntil;
  const path = `/operator/paper/${paper.paperId}`;
  return (
    <section class="card">
      <h1>{`${words.title}: ${paper.thirdPartyName}`}</h1>
      <p role="status">{messages.paper.state[paper.state]}</p>
      <dl class="facts">
        <dt>{words.services}</dt>
        <dd>{choice.usagePointIds.length}</dd>
        <dt>{words.data}</dt>
        <dd>{messages.list(choice.dataSets.map((dataSet) => messages.consent.dataSets[dataSet].title))}</dd>
        <dt>{words.history}</dt>
        <dd>{words.days(Math.round(choice.historyLength / 86_400))}</dd>
        <dt>{words.ends}</dt>
        <dd>{end === null ? words.noEnd : <Moment at={end} locale={locale} timeZone={DEFAULT_TIME_ZONE} />}</dd>
        <dt>{words.reason}</dt>
        <dd>{paper.reason}</dd>
        <dt>{words.evidence}</dt>
        <dd>
          <a href={`${path}/evidence`}>{words.download}</a>
        </dd>
        <dt>{words.digest}</dt>
        <dd>
          <code>{paper.evidenceDigest.match(/.{8}/g)!.join(' ')}</code>
        </dd>
      </dl>
      {paper.state === 'waiting' &&
        (own ? (
          <p>{words.own}</p>
        ) : (
          <form method="post" action={path}>
            <input type="hidden" name="_csrf" value={csrf} />
            <button type="submit" name="decision" value="approved">
              {words.approve}
            </button>{' '}
            <button type="submit" name="decision" value="declined" class="second">
              {words.decline}
            </button>
          </form>
        ))}
    </section>
  );
}
