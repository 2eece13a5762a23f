import type { BundleVerdict } from './verify-bundle.js';
import { CHECKS, Findings, type Check } from './findings.js';

/** The verdict for people, and as its last line one JSON object for programs. */
export function reportOf(verdict: BundleVerdict, keyIsTrusted: boolean): string {
  const { verified, events, releases, sandboxReleases, root, origin, findings } = verdict;
  const lines = [`Log ${origin ?? '(unknown)'}: ${events} events, ${releases} releases, ${sandboxReleases} of them in the sandbox`, ''];
  for (const check of Object.keys(CHECKS) as Check[]) {
    const count = findings.count(check);
    lines.push(`${count === 0 ? 'ok    ' : 'FAILED'} ${CHECKS[check]}`);
    for (const finding of findings.kept(check)) lines.push(`         ${finding}`);
    if (count > Findings.KEPT) lines.push(`         and ${count - Findings.KEPT} more`);
  }
  lines.push('');
  if (!keyIsTrusted)
    lines.push('The key came with the bundle. To rule out that the whole bundle was replaced, pass the published one with --key.');
  lines.push(verified ? 'The bundle is verified.' : 'The bundle is NOT verified: see FAILED above.');
  lines.push(JSON.stringify({ verified, events, releases, sandboxReleases, root }));
  return `${lines.join('\n')}\n`;
}
