import type { DayWithGap, ServiceHealth } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly service: ServiceHealth;
  readonly messages: Messages;
  readonly locale: string;
}

/** How fresh the channels of a service are, and what is missing of them. */
export function ServiceHealthCard({ service, messages, locale }: Props): VNode {
  const { one: words } = messages.companyData;
  const { columns } = words;
  const { usagePointId, serviceKind, timeZone, channels } = service;
  const kind = words.kinds[serviceKind] ?? String(serviceKind);
  const number = (count: number): string => new Intl.NumberFormat(locale).format(count);
  const missing = ({ expected, received, noValue }: DayWithGap): string => {
    const notReceived = expected - received - noValue;
    const parts = [noValue > 0 ? words.noValue(number(noValue)) : '', notReceived > 0 ? words.notReceived(number(notReceived)) : ''];
    return parts.filter((part) => part !== '').join(words.gapSeparator);
  };
  return (
    <section class="card">
      <h3>{words.service(kind, usagePointId)}</h3>
      {channels.length === 0 ? (
        <p>{words.noChannel}</p>
      ) : (
        <table class="stacking">
          <caption>{words.healthCaption(kind)}</caption>
          <thead>
            <tr>
              {Object.values(columns).map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {channels.map(({ channel, intervalLength, expected, received, newestEnd, gaps }) => (
              <tr>
                <td data-label={columns.channel}>
                  {expected === null ? words.registers : words.interval(intervalLength / 60)} <code>{channel}</code>
                </td>
                <td data-label={columns.fresh}>
                  {newestEnd === null ? words.never : <Moment at={newestEnd} timeZone={timeZone} locale={locale} />}
                </td>
                <td data-label={columns.received}>
                  {expected === null ? number(received) : words.received(number(received), number(expected))}
                </td>
                <td data-label={columns.gaps}>
                  {gaps.length === 0 ? (
                    words.noGaps
                  ) : (
                    <ul>
                      {gaps.map((gap) => (
                        <li>{words.gap(gap.day, missing(gap))}</li>
                      ))}
                    </ul>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
