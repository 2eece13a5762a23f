import type { ReleaseView } from '@greenledger/contracts';
import type { Messages } from '../../locales/index.js';

/** The lines as CSV (RFC 4180, UTF-8), times in UTC. */
export function receivedCsv(releases: readonly ReleaseView[], words: Messages['received']): string {
  const rows = releases.map(({ recordedAt, thirdPartyName, authorizationId, releaseId, manifest }) => [
    recordedAt,
    thirdPartyName,
    authorizationId,
    releaseId,
    manifest.resource,
    manifest.dataSets.join(' '),
    String(manifest.counts.usagePoints),
    String(manifest.counts.readings),
    ...spanOf(manifest.window),
    manifest.manifestDigest,
  ]);
  return [words.csvColumns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** The lines as JSON, with everything that the record holds of a release but the internal ids of services. */
export function receivedJson(releases: readonly ReleaseView[]): string {
  const lines = releases.map(({ manifest, ...release }) => {
    const { usagePointIds: _internal, ...told } = manifest;
    return { ...release, manifest: told };
  });
  return JSON.stringify({ releases: lines }, null, 2);
}

const spanOf = ({ start, end }: { start: number; end: number }): string[] =>
  start === end ? ['', ''] : [start, end].map((at) => new Date(at * 1000).toISOString());

/** A company chooses its own name: one that begins like a formula must not be run by a spreadsheet. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
