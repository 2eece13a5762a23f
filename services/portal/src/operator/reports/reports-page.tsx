import type { CompanyReport } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { Form } from '../../html/field.js';
import { DEFAULT_TIME_ZONE } from '../../html/local-time.js';
import { dayText, Moment } from '../../html/moment.js';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly reports: readonly CompanyReport[];
  readonly done: boolean;
  readonly csrfOf: (reportId: string) => string;
  readonly messages: Messages;
  readonly locale: string;
}

/** Companies that customers do not know, the open reports first. */
export function ReportsPage(props: Props): VNode {
  const { reports, done, messages } = props;
  const { operatorReports: words } = messages;
  const open = reports.filter(({ state }) => state === 'open');
  const closed = reports.filter(({ state }) => state === 'closed');
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {done && (
        <p class="notice" role="status">
          {words.done}
        </p>
      )}
      <section class="card">
        <h2>{words.open}</h2>
        {open.length > 0 ? <ReportTable {...props} reports={open} caption={words.captionOpen(open.length)} /> : <p>{words.none}</p>}
      </section>
      <section class="card">
        <h2>{words.closed}</h2>
        {closed.length > 0 ? (
          <ReportTable {...props} reports={closed} caption={words.captionClosed(closed.length)} />
        ) : (
          <p>{words.noneClosed}</p>
        )}
      </section>
    </>
  );
}

function ReportTable({ reports, caption, csrfOf, messages, locale }: Props & { readonly caption: string }): VNode {
  const { operatorReports: words } = messages;
  return (
    <table class="stacking">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.company}</th>
          <th scope="col">{words.note}</th>
          <th scope="col">{words.reported}</th>
          <th scope="col">{words.authorization}</th>
          {reports[0]!.state === 'open' && <th scope="col">{words.action}</th>}
        </tr>
      </thead>
      <tbody>
        {reports.map(({ reportId, thirdPartyId, thirdPartyName, note, reportedAt, authorizationId, state }) => (
          <tr>
            <td data-label={words.company}>
              <a href={`/operator/third-parties/${thirdPartyId}`}>{thirdPartyName}</a>
            </td>
            <td data-label={words.note}>{note === '' ? words.noNote : note}</td>
            <td data-label={words.reported}>
              <Moment at={Date.parse(reportedAt) / 1000} timeZone={DEFAULT_TIME_ZONE} locale={locale} />
            </td>
            <td data-label={words.authorization}>{authorizationId ? <code>{authorizationId}</code> : words.noAuthorization}</td>
            {state === 'open' && (
              <td data-label={words.action}>
                <Form action={`/operator/reports/${reportId}`} csrf={csrfOf(reportId)}>
                  <button
                    type="submit"
                    class="second"
                    aria-label={words.closeLabel(thirdPartyName, dayText(Date.parse(reportedAt) / 1000, DEFAULT_TIME_ZONE, locale))}
                  >
                    {words.close}
                  </button>
                </Form>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
