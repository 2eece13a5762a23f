import type { ImportView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { FollowNotice, isUnderWay } from './follow-notice.js';
import { ImportProgress } from './import-progress.js';
import { MeterDataFrame } from './meter-data-frame.js';

interface Props {
  readonly imports: readonly ImportView[];
  /** Leads to the page of older ones; null when there are none. */
  readonly next: string | null;
  /** Whether newer ones stand on another page. */
  readonly older: boolean;
  /** `yes`: the reader wants no reloading. */
  readonly still: unknown;
  readonly messages: Messages;
  readonly locale: string;
}

/** All files that came in, with their progress while they are read. */
export function ImportsPage({ imports, next, older, still, messages, locale }: Props): VNode {
  const { operatorImports: words } = messages;
  const { columns } = words;
  const number = new Intl.NumberFormat(locale);
  return (
    <MeterDataFrame messages={messages} current="imports" heading={words.title}>
      <p class="lead">{words.lead}</p>
      <p>
        <a class="button" href="/operator/imports/new">
          {words.upload}
        </a>
      </p>
      <FollowNotice underWay={!older && imports.some(isUnderWay)} still={still} path="/operator/imports" messages={messages} />
      {imports.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <section class="card">
          <table class="stacking">
            <caption>{older ? words.olderCaption(imports.length) : words.caption(imports.length)}</caption>
            <thead>
              <tr>
                <th scope="col">{columns.file}</th>
                <th scope="col">{columns.received}</th>
                <th scope="col">{columns.state}</th>
                <th scope="col" class="number">
                  {columns.lines}
                </th>
                <th scope="col" class="number">
                  {columns.readings}
                </th>
              </tr>
            </thead>
            <tbody>
              {imports.map((view) => (
                <tr>
                  <td data-label={columns.file}>
                    <a href={`/operator/imports/${view.importId}`}>{view.fileName}</a> <span class="note">{words.kinds[view.kind]}</span>
                  </td>
                  <td data-label={columns.received}>
                    <Moment at={Date.parse(view.receivedAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
                  </td>
                  <td data-label={columns.state}>
                    <ImportProgress view={view} messages={messages} />
                  </td>
                  <td data-label={columns.lines} class="number">
                    {words.linesOf(number.format(view.lines.accepted), number.format(view.lines.rejected))}
                  </td>
                  <td data-label={columns.readings} class="number">
                    {view.kind === 'meter-file' ? number.format(view.readings) : ''}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {(older || next !== null) && (
        <nav aria-label={words.pagesLabel}>
          <ul class="pages">
            {older && (
              <li>
                <a href="/operator/imports">{words.newest}</a>
              </li>
            )}
            {next !== null && (
              <li>
                <a href={`/operator/imports?before=${next}`} rel="next">
                  {words.olderOnes}
                </a>
              </li>
            )}
          </ul>
        </nav>
      )}
    </MeterDataFrame>
  );
}
