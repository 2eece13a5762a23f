import type { ReleaseView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { secondsOf } from './seconds-of.js';

interface Props {
  readonly releases: readonly ReleaseView[];
  readonly company: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly messages: Messages;
}

/** Who received what, when: one row per recorded release, newest first. */
export function ReleasesTable({ releases, company, timeZone, locale, messages: { authorization: words } }: Props): VNode {
  const newestFirst = [...releases].sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1));
  return (
    <table class="stacking">
      <caption>{words.releasesCaption(company, releases.length)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.when}</th>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.span}</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst.map(({ releaseId, recordedAt, manifest: { counts, window } }) => (
          <tr data-release-id={releaseId} data-readings={counts.readings}>
            <td data-label={words.when}>
              <Moment at={secondsOf(recordedAt)} timeZone={timeZone} locale={locale} />
              <br />
              <span class="receipt">
                {words.delivery} <code>{releaseId}</code>
              </span>
            </td>
            <td data-label={words.what}>
              {counts.readings === 0 ? words.noReadings : words.readings(counts.readings)} {words.from(counts.usagePoints)}
            </td>
            <td data-label={words.span}>
              {window.start === window.end ? (
                '–'
              ) : (
                <>
                  <Moment at={window.start} timeZone={timeZone} locale={locale} /> {words.to}{' '}
                  <Moment at={window.end} timeZone={timeZone} locale={locale} />
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
