import type { ExpectedService, ExpectedState } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import { Field } from '../../html/field.js';
import { Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';
import { MissingDays } from './missing-days.js';
import { MeterDataFrame } from '../imports/meter-data-frame.js';

interface Props {
  readonly services: readonly ExpectedService[];
  /** Where the next page begins; null when all are shown. */
  readonly next: string | null;
  readonly days: string;
  readonly all: boolean;
  readonly errors: readonly FieldError[];
  readonly messages: Messages;
  readonly locale: string;
}

const BADGE: Record<ExpectedState, string> = { complete: 'badge active', gaps: 'badge', overdue: 'badge failed', never: 'badge failed' };

/** What should have come of each service, beside what has. */
export function ExpectedPage({ services, next, days, all, errors, messages, locale }: Props): VNode {
  const { operatorExpected: words } = messages;
  const { columns } = words;
  const query = new URLSearchParams({ days, ...(all && { all: 'yes' }), ...(next !== null && { after: next }) });
  return (
    <MeterDataFrame messages={messages} current="expected" heading={words.title}>
      <p class="lead">{words.lead}</p>
      <ErrorSummary heading={words.errorHeading} errors={errors} />
      <form method="get" action="/operator/expected">
        <div class="filter">
          <Field id="days" label={words.days} value={days} inputMode="numeric" autocomplete="off" errors={errors} />
          <div class="field">
            <label for="all">{words.show}</label>
            <select id="all" name="all">
              <option value="">{words.onlyIncomplete}</option>
              <option value="yes" selected={all}>
                {words.all}
              </option>
            </select>
          </div>
        </div>
        <button type="submit">{words.submit}</button>
      </form>
      {errors.length === 0 && services.length === 0 && <p>{all ? words.noneAll : words.none}</p>}
      {services.length > 0 && (
        <section class="card">
          <table class="stacking">
            <caption>{words.caption(services.length)}</caption>
            <thead>
              <tr>
                <th scope="col">{columns.service}</th>
                <th scope="col">{columns.state}</th>
                <th scope="col">{columns.newest}</th>
                <th scope="col">{columns.channels}</th>
              </tr>
            </thead>
            <tbody>
              {services.map((service) => (
                <tr>
                  <td data-label={columns.service}>
                    <a href={`/operator/find?id=${encodeURIComponent(service.servicePointNumber)}`}>{service.servicePointNumber}</a>{' '}
                    <span class="note">
                      {words.kinds[service.serviceKind]}, {words.meters(service.meterNumbers.join(', '))}
                    </span>
                  </td>
                  <td data-label={columns.state}>
                    <span class={BADGE[service.state]}>{words.states[service.state]}</span>
                  </td>
                  <td data-label={columns.newest}>
                    <Newest service={service} messages={messages} locale={locale} />
                  </td>
                  <td data-label={columns.channels}>
                    <Channels service={service} messages={messages} locale={locale} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {next !== null && (
        <p>
          <a href={`/operator/expected?${query.toString()}`}>{words.more}</a>
        </p>
      )}
    </MeterDataFrame>
  );
}

/** Seconds since the end of the newest reading of the channel that is furthest behind; undefined when one has none. */
export function ageOf({ channels }: ExpectedService): number | undefined {
  const ages = channels.map(({ age }) => age);
  return ages.length === 0 || ages.includes(null) ? undefined : Math.max(...(ages as number[]));
}

function Newest({ service, messages, locale }: { service: ExpectedService; messages: Messages; locale: string }): VNode {
  const { operatorExpected: words } = messages;
  const age = ageOf(service);
  const ends = service.channels.map(({ newestEnd }) => newestEnd).filter((end) => end !== null);
  if (age === undefined || ends.length === 0) return <>{words.never}</>;
  const hours = Math.max(0, Math.floor(age / 3600));
  return (
    <>
      <Moment at={Math.min(...ends)} timeZone={service.timeZone} locale={locale} />{' '}
      <span class="note">{words.age(Math.floor(hours / 24), hours % 24)}</span>
    </>
  );
}

function Channels({ service, messages, locale }: { service: ExpectedService; messages: Messages; locale: string }): VNode {
  const { operatorExpected: words } = messages;
  const number = (count: number): string => new Intl.NumberFormat(locale).format(count);
  return (
    <ul class="plain">
      {service.channels.map((one) => {
        const { channel, expected, received, intervalLength } = one;
        return (
          <li>
            <code>{channel}</code>{' '}
            {expected === null
              ? words.registers(number(received))
              : `${words.received(number(received), number(expected))} (${words.interval(intervalLength / 60)})`}
            <MissingDays channel={one} timeZone={service.timeZone} messages={messages} locale={locale} />
          </li>
        );
      })}
    </ul>
  );
}
