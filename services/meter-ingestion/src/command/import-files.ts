import { setTimeout as delay } from 'node:timers/promises';
import type { Acknowledgement } from '@greenledger/contracts';
import type { ImportCommand } from './command-line.js';
import { dryRunReport, fileReport } from './file-report.js';
import { filesToSend } from './files-to-send.js';
import { type FileToSend, IngestClient, RefusedUpload } from './ingest-client.js';
import type { ImportTarget } from './import-target.js';
import { ProgressBar, type Terminal } from './progress-bar.js';

const LOOK = 200;

/** Where the command speaks: results to `out`, progress to `progress`. */
export interface Channels {
  readonly out: Terminal;
  readonly progress: Terminal;
}

/**
 * Uploads all files, then waits for each and tells what became of it. One that is refused does not hold up the others.
 * @returns the exit code: 0 when all was taken, 1 when something was not.
 */
export async function importFiles(command: ImportCommand, target: ImportTarget, directory: string, channels: Channels): Promise<0 | 1> {
  const client = new IngestClient(target);
  const bar = new ProgressBar(channels.progress);
  const files = await filesToSend(command, directory);
  let failed = false;
  const say = (report: unknown, text: string): void => {
    bar.clear();
    channels.out.write(command.json ? `${JSON.stringify(report)}\n` : text);
  };
  const refused = (file: FileToSend, error: RefusedUpload): void => {
    failed = true;
    const problem = { code: error.code, status: error.status, detail: error.message };
    say({ fileName: file.name, accepted: false, problem }, `${file.name}: not taken (${error.code}): ${error.message}\n`);
  };
  const received: { file: FileToSend; importId: string }[] = [];
  for (const file of files) {
    const onBytes = (sent: number): void => bar.show(file.name, 'uploading', file.size === 0 ? 1 : sent / file.size);
    try {
      if (command.dryRun && file.kind === 'meter-files') {
        const report = await client.dryRun(file, onBytes);
        failed ||= report.lines.rejected > 0 && !command.allowRejects;
        say({ fileName: file.name, ...report }, dryRunReport(file.name, report));
      } else if (command.dryRun) {
        say(
          { fileName: file.name, skipped: 'cis-extract' },
          `${file.name}: a CIS extract; only meter files can be tried. Nothing was sent.\n`,
        );
      } else received.push({ file, importId: (await client.upload(file, onBytes)).importId });
    } catch (error) {
      if (!(error instanceof RefusedUpload)) throw error;
      refused(file, error);
    }
  }
  for (const { file, importId } of received) {
    const end = await waitForEnd(client, bar, file, importId, command.timeout);
    say(end, fileReport(end));
    if (!end.final) say(end, `  not ended after ${command.timeout} s; it goes on: ${end.links.import}\n`);
    const whole = end.state === 'stored' && (end.lines.rejected === 0 || command.allowRejects);
    failed ||= !whole;
  }
  bar.clear();
  return failed ? 1 : 0;
}

async function waitForEnd(
  client: IngestClient,
  bar: ProgressBar,
  file: FileToSend,
  importId: string,
  timeout: number,
): Promise<Acknowledgement> {
  const deadline = timeout === 0 ? Infinity : Date.now() + timeout * 1_000;
  for (;;) {
    const { state, progress } = await client.progress(importId);
    bar.show(file.name, state, progress.contentBytes === 0 ? 1 : progress.readBytes / progress.contentBytes);
    if (['stored', 'refused', 'failed'].includes(state) || Date.now() > deadline) return client.acknowledgement(importId);
    await delay(LOOK);
  }
}
