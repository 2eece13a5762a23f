import type { SourceView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { Moment } from '../../html/moment.js';
import { TableHead } from '../../html/table-head.js';
import type { Messages } from '../../locales/index.js';
import { MeterDataFrame } from '../imports/meter-data-frame.js';

interface Props {
  readonly profiles: readonly SourceView[];
  readonly messages: Messages;
  readonly locale: string;
}

/** The source profiles in force, each with when its newest file came. */
export function SourcesPage({ profiles, messages, locale }: Props): VNode {
  const { operatorSources: words } = messages;
  const { columns } = words;
  return (
    <MeterDataFrame messages={messages} current="sources" heading={words.title}>
      <p class="lead">{words.lead}</p>
      <p>
        <a class="button" href="/operator/sources/new">
          {words.new}
        </a>
      </p>
      {profiles.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <section class="card">
          <table class="stacking">
            <caption>{words.caption(profiles.length)}</caption>
            <TableHead columns={columns} />
            <tbody>
              {profiles.map(({ name, version, definition, newestFileAt, overdue }) => (
                <tr>
                  <td data-label={columns.name}>
                    <a href={`/operator/sources/${name}`}>{name}</a>
                  </td>
                  <td data-label={columns.version}>{version}</td>
                  <td data-label={columns.sender}>
                    {typeof definition['sender'] === 'string' ? <code>{definition['sender']}</code> : words.noSender}
                  </td>
                  <td data-label={columns.newest}>
                    {newestFileAt ? (
                      <Moment at={Date.parse(newestFileAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
                    ) : (
                      words.noFile
                    )}
                  </td>
                  <td data-label={columns.state}>
                    {overdue === null ? (
                      words.noCadence
                    ) : (
                      <span class={overdue ? 'badge failed' : 'badge active'}>{overdue ? words.overdue : words.onTime}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </MeterDataFrame>
  );
}
