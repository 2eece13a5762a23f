import type { ReplyOf } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

interface Props {
  /** The first of them. */
  readonly noted: ReplyOf<'meter-ingestion.list-import-notes'>;
  readonly messages: Messages;
  readonly locale: string;
}

/** The lines that were kept and not published, each with the reason. Nothing when there are none. */
export function NotesSection({ noted: { notes, total }, messages, locale }: Props): VNode | null {
  const words = messages.operatorImports.report;
  if (total === 0) return null;
  const number = new Intl.NumberFormat(locale);
  return (
    <section class="card">
      <h2>{words.notedHeading}</h2>
      <table class="stacking">
        <caption>{words.notedCaption(number.format(total), number.format(notes.length))}</caption>
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.notedWhat}</th>
          </tr>
        </thead>
        <tbody>
          {notes.map(({ line, text }) => (
            <tr>
              <td data-label={words.line}>{line}</td>
              <td data-label={words.notedWhat}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
