import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAuthorizationProgram } from '../../town/index.js';
import { assertThat, type StoryContext } from '../story-context.js';

/** The audit log is exported and verified offline: hashes, Merkle root, signed checkpoint, every release judged again. */
export async function verifyAudit(story: StoryContext): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'greenledger-audit-'));
  try {
    const out = join(folder, 'bundle');
    const exported = JSON.parse(await runAuthorizationProgram(story.stack, 'audit-export', ['--out', out])) as {
      events: number;
      verifierKey: string;
    };
    assertThat(exported.events > 0, 'The exported audit log is empty.');
    await runAuthorizationProgram(story.stack, 'audit-verify', [out, '--key', exported.verifierKey]);
    story.figures.auditVerified = true;
    story.say(`The audit log was exported (${exported.events} events) and verified offline.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
