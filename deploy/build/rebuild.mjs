// `npm run rebuild -- data-delivery [--from raw-files] [--accept-differences]`, and `npm run rebuild -- meter-ingestion [--to FILE]`.
// From raw files, meter-ingestion derives its log first and compares it with the one in use; data-delivery then projects what it gave.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const USAGE = `usage: npm run rebuild -- data-delivery [--from log|raw-files] [--accept-differences]
       npm run rebuild -- meter-ingestion [--to FILE]
`;

/** Runs the program of a service. @returns its exit code. */
function run(service, args, stdout = 'inherit') {
  const program = join(root, 'services', service, 'dist/cli/rebuild.js');
  return (
    spawnSync(process.execPath, ['--enable-source-maps', program, service, ...args], { stdio: ['inherit', stdout, 'inherit'] }).status ?? 1
  );
}

const [service, ...rest] = process.argv.slice(2);
const at = rest.indexOf('--from');
const from = at < 0 ? 'log' : rest[at + 1];
const args = at < 0 ? rest : rest.toSpliced(at, 2);

if (service === 'meter-ingestion' && at < 0) process.exitCode = run(service, args);
else if (service === 'data-delivery' && from === 'log') process.exitCode = run(service, args);
else if (service === 'data-delivery' && from === 'raw-files') {
  const folder = mkdtempSync(join(tmpdir(), 'greenledger-rebuild-'));
  try {
    const log = join(folder, 'meter-ingestion.ndjson');
    // Standard output holds one report: that of the read model.
    process.exitCode = run('meter-ingestion', ['--to', log], process.stderr) || run(service, ['--log', log, ...args]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else {
  process.stderr.write(USAGE);
  process.exitCode = 1;
}
