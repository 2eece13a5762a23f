import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';
import type { ChannelBars } from './bars.js';
import { Chart } from './chart.js';
import { moneyText } from './number-texts.js';
import { TimesOfUse } from './times-of-use.js';

interface Props {
  readonly channel: ChannelBars;
  /** Unique on the page. */
  readonly id: string;
  /** The service as its holder knows it. */
  readonly service: string;
  readonly locale: string;
  readonly words: Messages['download'];
}

/** One meter channel: the chart, and the same numbers as a table for whoever cannot see it or wants them exactly. */
export function UsageCard({ channel, id, service, locale, words }: Props): VNode {
  const { bars, by, unit, total, intervalLength, currency, totalCost } = channel;
  const kind = words.kinds[channel.kind] ?? words.otherKind;
  const every = words.every[intervalLength];
  const long = namer(locale, by, 'long');
  const most = bars.reduce((a, b) => (b.amount > a.amount ? b : a));
  const text = words.chartText(kind, total, unit, bars.length, by, most.amount, long(most.name));
  const heading = words.chartHeading(kind, unit, by);
  return (
    <section class="card" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{heading}</h2>
      <p>
        {words.channel(service, every)}
        <strong>{words.total(total, unit)}</strong>
        {currency && totalCost !== undefined && words.totalCost(moneyText(totalCost, currency, locale))}
      </p>
      <Chart channel={channel} id={id} heading={heading} text={text} nameOf={namer(locale, by, 'short')} amountOf={words.amount} />
      <TimesOfUse channel={channel} locale={locale} words={words} />
      <details>
        <summary>{words.table(heading)}</summary>
        <table class="stacking">
          <thead>
            <tr>
              <th scope="col">{words.columns.when[by]}</th>
              <th scope="col">{words.columns.amount(unit)}</th>
              {currency && <th scope="col">{words.columns.cost}</th>}
              <th scope="col">{words.columns.readings}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ name, amount, readings, cost }) => (
              <tr>
                <th scope="row">{long(name)}</th>
                <td data-label={words.columns.amount(unit)}>{words.amount(amount)}</td>
                {currency && <td data-label={words.columns.cost}>{cost === undefined ? '' : moneyText(cost, currency, locale)}</td>}
                <td data-label={words.columns.readings}>{words.count(readings)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** Names of local days and months; they are dates of a calendar and of no zone. */
function namer(locale: string, by: 'day' | 'month', length: 'short' | 'long'): (name: string) => string {
  const year = length === 'long' || by === 'month' ? ({ year: 'numeric' } as const) : {};
  const day = by === 'day' ? ({ day: 'numeric' } as const) : {};
  const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: length, ...year, ...day });
  return (name) => format.format(Date.parse(by === 'day' ? name : `${name}-01`));
}
