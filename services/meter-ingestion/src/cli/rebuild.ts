import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { runCommand } from '@greenledger/service-kit';
import { LogFile } from '../rebuild/log-file.js';
import { rebuildLogEnvironment } from '../rebuild/rebuild-log-environment.js';
import { rebuildLog } from '../rebuild/rebuild-log.js';

// Standard output holds the report alone.
Logger.overrideLogger(false);

const USAGE = 'usage: npm run rebuild -- meter-ingestion [--to FILE]';

await runCommand(async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { to: { type: 'string' } } });
  if (positionals.length !== 1 || positionals[0] !== 'meter-ingestion') throw new ProblemError('bad-request', USAGE);
  const environment = await rebuildLogEnvironment(process.env, process.cwd());
  const file = values.to === undefined ? undefined : new LogFile(resolve(values.to));
  let isSame = false;
  try {
    const note = (text: string): void => void process.stderr.write(`${text}\n`);
    const report = await rebuildLog({ ...environment, note, ...(file && { write: file.write }) });
    isSame = report.different.length === 0 && report.faults.length === 0;
    if (!isSame) {
      process.stderr.write('The raw files and extracts give something else than the log holds. Nothing was changed.\n');
      process.exitCode = 1;
    }
    return report;
  } finally {
    await file?.end(isSame);
  }
});
