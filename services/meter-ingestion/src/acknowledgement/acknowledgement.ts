import { type ImportRecord, isFinal } from '../import/import-record.js';
import { type ImportView, importView } from '../import/import-view.js';
import type { Quarantine } from '../quarantine/replays.js';

/** How many lines one reason refused, with the first of them. */
export interface ReasonCount {
  readonly code: string;
  readonly lines: number;
  readonly firstLine: number;
  /** What was refused, by which rule: the words of the first line. */
  readonly text: string;
}

/** What became of a delivered file, for machines: one JSON object, by API, by webhook and beside a watched file. */
export interface Acknowledgement extends Omit<ImportView, 'progress' | 'batches'> {
  /** Version of this shape; members are only ever added within it. */
  readonly acknowledgement: 1;
  /** False while the import is under way: then the counts still grow. */
  readonly final: boolean;
  /** True when something of the file was taken. */
  readonly accepted: boolean;
  readonly reasons: readonly ReasonCount[];
  readonly quarantine: Quarantine;
  readonly links: { readonly import: string; readonly rejects: string };
}

export function acknowledgement(
  record: ImportRecord,
  reasons: readonly ReasonCount[],
  quarantine: Quarantine,
  publicOrigin: string,
): Acknowledgement {
  const { progress: _progress, batches: _batches, ...view } = importView(record);
  const place = `${publicOrigin}/ingest/v1/imports/${record.id}`;
  return {
    acknowledgement: 1,
    ...view,
    final: isFinal(record.state),
    accepted: record.state === 'stored' || record.state === 'published',
    reasons,
    quarantine,
    links: { import: place, rejects: `${place}/rejects` },
  };
}
