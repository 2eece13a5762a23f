import type { DryRunReport } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';
import { CountTable } from '../imports/count-table.js';
import { MeterDataFrame } from '../imports/meter-data-frame.js';
import { RejectTable } from '../imports/reasons-section.js';
import { UPLOAD_PATH } from './stream-upload-forms.js';

interface Props {
  readonly fileName: string;
  readonly report: DryRunReport;
  readonly messages: Messages;
  readonly locale: string;
}

/** What a file would change, if it came in now. */
export function TrialPage({ fileName, report, messages, locale }: Props): VNode {
  const { trial: words, report: shared } = messages.operatorImports;
  const { format, profile, lines, readings, reasons, rejects } = report;
  const number = new Intl.NumberFormat(locale);
  return (
    <MeterDataFrame messages={messages} current="imports" heading={words.title(fileName)}>
      <p class="notice">{words.lead}</p>
      <section class="card">
        <p>{words.readAs(format, profile ? shared.version(profile.name, profile.version) : shared.noProfile)}</p>
        <CountTable lines={lines} readings={readings} caption={words.caption} messages={messages} locale={locale} />
      </section>
      <section class="card">
        <h2>{shared.reasonsHeading}</h2>
        {rejects.length === 0 ? (
          <p>{words.nothing}</p>
        ) : (
          <>
            <dl class="facts">
              {Object.entries(reasons).map(([code, count]) => [
                <dt>
                  <code>{code}</code>
                </dt>,
                <dd>{number.format(count)}</dd>,
              ])}
            </dl>
            <RejectTable caption={words.rejectsHeading} rejects={rejects} messages={messages} />
          </>
        )}
      </section>
      <p>
        <a href={profile ? `${UPLOAD_PATH}?profile=${encodeURIComponent(`${profile.name}@${profile.version}`)}` : UPLOAD_PATH}>
          {words.again}
        </a>
      </p>
    </MeterDataFrame>
  );
}
