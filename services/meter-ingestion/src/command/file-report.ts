import type { Acknowledgement } from '@greenledger/contracts';
import type { DryRunReport } from '../dry-run/dry-run.js';

/** What became of a file, for a person. */
export function fileReport({ fileName, kind, state, lines, stored, reasons, refusal, quarantine, links }: Acknowledgement): string {
  const head = `${fileName}: ${state}${refusal ? ` (${refusal.code}: ${refusal.detail})` : ''}`;
  const readings =
    kind === 'meter-file' && state === 'stored'
      ? [
          `  readings: ${stored.added} new, ${stored.corrected} corrected, ${stored.duplicate} known already, ${stored.superseded} older than known`,
        ]
      : [];
  const noted = lines.noted > 0 ? `, ${lines.noted} without readings` : '';
  const refused = reasons.map(({ code, lines: count, firstLine, text }) => `    ${count} × ${code}, first in line ${firstLine}: ${text}`);
  return [
    head,
    `  lines: ${lines.accepted} accepted, ${lines.rejected} refused${noted}`,
    ...readings,
    ...refused,
    ...(reasons.length > 0 ? [`  refused lines: ${links.rejects}`] : []),
    ...(quarantine.replayOffered ? [`  crosswalk or profiles have changed since: POST ${links.import}/replay`] : []),
    '',
  ].join('\n');
}

/** What would become of a file, for a person. */
export function dryRunReport(name: string, { format, profile, lines, readings, reasons }: DryRunReport): string {
  const by = profile ? ` by profile ${profile.name}@${profile.version}` : '';
  return [
    `${name}: would be read as ${format}${by}; nothing was kept`,
    `  lines: ${lines.accepted} accepted, ${lines.rejected} refused, ${lines.noted} without readings`,
    `  readings: ${readings.added} new, ${readings.corrected} corrected, ${readings.duplicate} known already, ${readings.superseded} older than known`,
    ...Object.entries(reasons).map(([code, count]) => `    ${count} × ${code}`),
    '',
  ].join('\n');
}
