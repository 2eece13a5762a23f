import type { Acknowledgement, Quarantine, ReasonCount } from '@greenledger/contracts';
import { type ImportRecord, isFinal } from '../import/import-record.js';
import { importView } from '../import/import-view.js';

/** The acknowledgement of an import as it stands. */
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
