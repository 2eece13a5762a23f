import type { ExpectedChannel, MissingReadings } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly channel: ExpectedChannel;
  readonly timeZone: string;
  readonly messages: Messages;
  readonly locale: string;
}

/** The days on which a channel lacks readings, and why; nothing when there are none. */
export function MissingDays({ channel: { gaps, missing }, timeZone, messages, locale }: Props): VNode | null {
  const { operatorExpected: words } = messages;
  const number = (count: number): string => new Intl.NumberFormat(locale).format(count);
  const days = [...new Set([...gaps, ...missing].map(({ day }) => day))].sort();
  if (days.length === 0) return null;
  const heading = (day: string): string => {
    const gap = gaps.find((each) => each.day === day);
    return gap ? words.gap(day, number(gap.received), number(gap.expected)) : words.notExpected(day);
  };
  return (
    <details>
      <summary>{words.gapDays(days.length)}</summary>
      <ul>
        {days.map((day) => (
          <li>
            {heading(day)}
            <ul>
              {missing
                .filter((each) => each.day === day)
                .map((each) => (
                  <li>
                    {words.missing(number(each.count), each.reason)}
                    <Where missing={each} words={words} />{' '}
                    <span class="note">
                      {words.span.from} <Moment at={each.from} timeZone={timeZone} locale={locale} /> {words.span.to}{' '}
                      <Moment at={each.to} timeZone={timeZone} locale={locale} />
                    </span>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The import that holds the refused lines, and their reject reason. */
function Where({ missing: { refused }, words }: { missing: MissingReadings; words: Messages['operatorExpected'] }): VNode | null {
  if (!refused) return null;
  return (
    <>
      {' '}
      (<a href={`/operator/imports/${refused.importId}`}>{words.refusedIn}</a> <code>{refused.code}</code>)
    </>
  );
}
