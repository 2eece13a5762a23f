import type { ReplyOf, SourceView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import { ErrorSummary, type FieldError } from '../../html/error-summary.js';
import type { Messages } from '../../locales/index.js';
import { CountTable } from './count-table.js';
import { FollowNotice, isUnderWay } from './follow-notice.js';
import { ImportFacts } from './import-facts.js';
import { ImportProgress } from './import-progress.js';
import { NotesSection } from './notes-section.js';
import { MeterDataFrame } from './meter-data-frame.js';
import { QuarantineSection } from './quarantine-section.js';
import { ReasonsSection } from './reasons-section.js';

interface Props {
  readonly answer: ReplyOf<'meter-ingestion.get-import'>;
  readonly rejects: ReplyOf<'meter-ingestion.list-rejects'>;
  readonly noted: ReplyOf<'meter-ingestion.list-import-notes'>;
  readonly profiles: readonly SourceView[];
  /** How the reader came here: by an upload of what was received before, or by a replay. */
  readonly arrived: 'again' | 'replay' | undefined;
  readonly still: unknown;
  readonly csrf: string;
  readonly errors: readonly FieldError[];
  readonly messages: Messages;
  readonly locale: string;
}

/** The report of one file: what was taken, corrected, already there and refused, with what can be done about the refused. */
export function ImportPage({ answer, rejects, noted, profiles, arrived, still, csrf, errors, messages, locale }: Props): VNode {
  const { operatorImports: words } = messages;
  const { import: view, acknowledgement } = answer;
  const { importId, fileName, refusal, notes, lines, stored } = view;
  return (
    <MeterDataFrame messages={messages} current="imports" heading={fileName}>
      <p>
        <a href="/operator/imports">{words.report.back}</a>
      </p>
      <ErrorSummary heading={words.report.notReplayed} errors={errors} />
      {arrived && (
        <p class="notice" role="status">
          {arrived === 'again' ? words.report.again : words.report.replaying}
        </p>
      )}
      <FollowNotice underWay={isUnderWay(view)} still={still} path={`/operator/imports/${importId}`} messages={messages} />
      <p>
        <ImportProgress view={view} messages={messages} />
      </p>
      {refusal && (
        <section class="notice warning">
          <h2>{words.report.refusalHeading}</h2>
          <p>
            <code>{refusal.code}</code> {refusal.detail}
          </p>
        </section>
      )}
      <section class="card">
        <h2>{words.report.countsHeading}</h2>
        <CountTable lines={lines} readings={view.kind === 'meter-file' ? stored : undefined} messages={messages} locale={locale} />
        {notes.length > 0 && (
          <>
            <h3>{words.report.notesHeading}</h3>
            <ul>
              {notes.map((note) => (
                <li>{note}</li>
              ))}
            </ul>
          </>
        )}
      </section>
      <ReasonsSection
        importId={importId}
        reasons={acknowledgement.reasons}
        rejects={rejects.rejects}
        total={rejects.total}
        messages={messages}
        locale={locale}
      />
      {rejects.total > 0 && (
        <QuarantineSection
          importId={importId}
          quarantine={acknowledgement.quarantine}
          final={acknowledgement.final}
          profiles={profiles}
          csrf={csrf}
          messages={messages}
          locale={locale}
        />
      )}
      <NotesSection noted={noted} messages={messages} locale={locale} />
      <ImportFacts view={view} messages={messages} locale={locale} />
    </MeterDataFrame>
  );
}
