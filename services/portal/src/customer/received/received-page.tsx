import type { ReleaseView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, FieldMessage, type FieldError } from '../../html/error-summary.js';
import { Moment } from '../../html/moment.js';
import { TableHead } from '../../html/table-head.js';
import type { Messages } from '../../locales/index.js';
import { secondsOf } from '../authorizations/seconds-of.js';
import { queryOf, type ReceivedForm } from './received-filter.js';

export interface ReceivedPageProps {
  readonly releases: readonly ReleaseView[];
  readonly total: number;
  readonly pageSize: number;
  readonly form: ReceivedForm;
  readonly errors: readonly FieldError[];
  readonly companies: ReadonlyArray<{ readonly thirdPartyId: string; readonly name: string }>;
  readonly timeZone: string;
  readonly locale: string;
  readonly messages: Messages;
}

/** Who received what, when: over all companies, with filter and download. */
export function ReceivedPage(props: ReceivedPageProps): VNode {
  const { releases, total, pageSize, form, errors, messages } = props;
  const words = messages.received;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <ErrorSummary heading={messages.consent.errorHeading} errors={errors} />
      <Filter {...props} />
      <section class="card">
        {releases.length === 0 ? <p>{words.none}</p> : <Lines {...props} />}
        {total > pageSize && (
          <nav class="actions" aria-label={words.pages}>
            {form.page > 1 && <a href={`/received${queryOf(form, form.page - 1)}`}>{words.newer}</a>}
            {form.page * pageSize < total && <a href={`/received${queryOf(form, form.page + 1)}`}>{words.older}</a>}
          </nav>
        )}
      </section>
      {total > 0 && (
        <section class="card">
          <h2>{words.download}</h2>
          <ul>
            <li>
              <a href={`/received.csv${queryOf(form)}`}>{words.csv}</a>
            </li>
            <li>
              <a href={`/received.json${queryOf(form)}`}>{words.json}</a>
            </li>
          </ul>
        </section>
      )}
    </>
  );
}

function Filter({ form, errors, companies, messages: { received: words } }: ReceivedPageProps): VNode {
  const day = (field: 'from' | 'to', label: string): VNode => {
    const wrong = errors.some((error) => error.field === field);
    return (
      <div class="field">
        <label for={field}>{label}</label>
        <FieldMessage field={field} errors={errors} />
        <input
          type="date"
          id={field}
          name={field}
          value={form[field]}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? `${field}-error` : undefined}
        />
      </div>
    );
  };
  return (
    <form method="get" action="/received" class="card">
      <h2>{words.filterHeading}</h2>
      <div class="filter">
        <div class="field">
          <label for="company">{words.company}</label>
          <select id="company" name="company">
            <option value="">{words.allCompanies}</option>
            {companies.map(({ thirdPartyId, name }) => (
              <option value={thirdPartyId} selected={thirdPartyId === form.company}>
                {name}
              </option>
            ))}
          </select>
        </div>
        {day('from', words.from)}
        {day('to', words.to)}
      </div>
      <div class="actions">
        <button type="submit">{words.apply}</button>
        <a class="button second" href="/received">
          {words.reset}
        </a>
      </div>
    </form>
  );
}

function Lines({ releases, total, pageSize, form, timeZone, locale, messages }: ReceivedPageProps): VNode {
  const { received: words, authorization: shared } = messages;
  const first = (form.page - 1) * pageSize + 1;
  return (
    <table class="stacking">
      <caption>{words.caption(first, first + releases.length - 1, total)}</caption>
      <TableHead columns={words.columns} />
      <tbody>
        {releases.map(({ releaseId, recordedAt, thirdPartyName, authorizationId, manifest: { counts, window } }) => (
          <tr data-release-id={releaseId}>
            <td data-label={words.columns.when}>
              <Moment at={secondsOf(recordedAt)} timeZone={timeZone} locale={locale} />
            </td>
            <td data-label={words.columns.company}>
              <a href={`/authorizations/${authorizationId}`}>{thirdPartyName}</a>
            </td>
            <td data-label={words.columns.what}>
              {counts.readings === 0 ? shared.noReadings : shared.readings(counts.readings)} {shared.from(counts.usagePoints)}
            </td>
            <td data-label={words.columns.span}>
              {window.start === window.end ? (
                '–'
              ) : (
                <>
                  <Moment at={window.start} timeZone={timeZone} locale={locale} /> {shared.to}{' '}
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
