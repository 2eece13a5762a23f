import type { ReasonCount, RefusedLine } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly importId: string;
  readonly reasons: readonly ReasonCount[];
  /** The first refused lines. */
  readonly rejects: readonly RefusedLine[];
  readonly total: number;
  readonly messages: Messages;
  readonly locale: string;
}

/** Why lines were refused: each reason with its count, the first lines, and all of them as a file. */
export function ReasonsSection({ importId, reasons, rejects, total, messages, locale }: Props): VNode {
  const words = messages.operatorImports.report;
  const number = new Intl.NumberFormat(locale);
  if (total === 0) {
    return (
      <section class="card">
        <h2>{words.reasonsHeading}</h2>
        <p>{words.noReasons}</p>
      </section>
    );
  }
  return (
    <section class="card">
      <h2>{words.reasonsHeading}</h2>
      <table class="stacking">
        <caption>{words.reasonsCaption(number.format(total))}</caption>
        <thead>
          <tr>
            <th scope="col">{words.reason}</th>
            <th scope="col" class="number">
              {words.lines}
            </th>
            <th scope="col" class="number">
              {words.firstLine}
            </th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ code, lines, firstLine, text }) => (
            <tr>
              <td data-label={words.reason}>
                <code>{code}</code> {text}
              </td>
              <td class="number" data-label={words.lines}>
                {number.format(lines)}
              </td>
              <td class="number" data-label={words.firstLine}>
                {number.format(firstLine)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href={`/operator/imports/${importId}/rejects.csv`}>{words.download}</a>
      </p>
      <RejectTable caption={words.sampleHeading} rejects={rejects} withReplays messages={messages} />
    </section>
  );
}

interface TableProps {
  readonly caption: string;
  readonly rejects: readonly Omit<RefusedLine, 'resolvedBy'>[] | readonly RefusedLine[];
  readonly withReplays?: boolean;
  readonly messages: Messages;
}

/** Refused lines with the field and the value that are at fault. */
export function RejectTable({ caption, rejects, withReplays = false, messages }: TableProps): VNode {
  const words = messages.operatorImports.report;
  return (
    <table class="stacking">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.line}</th>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.value}</th>
          <th scope="col">{words.reason}</th>
          {withReplays && <th scope="col">{words.resolved}</th>}
        </tr>
      </thead>
      <tbody>
        {rejects.map((reject) => (
          <tr>
            <td data-label={words.line}>{reject.line}</td>
            <td data-label={words.field}>{reject.field}</td>
            <td data-label={words.value}>
              <code>{reject.value}</code>
            </td>
            <td data-label={words.reason}>
              <code>{reject.code}</code> {reject.text}
            </td>
            {withReplays && (
              <td data-label={words.resolved}>{'resolvedBy' in reject && reject.resolvedBy && replayLink(reject.resolvedBy)}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A link to another import by the beginning of its id. */
export const replayLink = (importId: string): VNode => (
  <a href={`/operator/imports/${importId}`}>
    <code>{importId.slice(0, 8)}…</code>
  </a>
);
