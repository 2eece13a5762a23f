import type { ComparedReadings, ImportView } from '@greenledger/contracts';
import type { VNode } from 'preact';
import type { Messages } from '../../locales/index.js';

interface Props {
  readonly lines: ImportView['lines'];
  /** Left out for files that hold no readings. */
  readonly readings: ComparedReadings | undefined;
  readonly caption?: string;
  readonly messages: Messages;
  readonly locale: string;
}

/** How many lines and readings came to what end, each with what that means. */
export function CountTable({ lines, readings, caption, messages, locale }: Props): VNode {
  const words = messages.operatorImports.report;
  const number = new Intl.NumberFormat(locale);
  const row = (name: keyof typeof words.counts, count: number): VNode => (
    <tr>
      <th scope="row">{words.counts[name].label}</th>
      <td class="number" data-label={words.count}>
        {number.format(count)}
      </td>
      <td data-label={words.meaning}>{words.counts[name].meaning}</td>
    </tr>
  );
  return (
    <table class="stacking">
      <caption>{caption ?? words.countsCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col" class="number">
            {words.count}
          </th>
          <th scope="col">{words.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {row('accepted', lines.accepted)}
        {row('rejected', lines.rejected)}
        {row('noted', lines.noted)}
        {readings && [
          row('added', readings.added),
          row('corrected', readings.corrected),
          row('duplicate', readings.duplicate),
          row('superseded', readings.superseded),
        ]}
      </tbody>
    </table>
  );
}
