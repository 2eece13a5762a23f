import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { ProblemError } from '@greenledger/contracts';
import { RequestClient } from '@greenledger/messaging';
import { runCommand } from '@greenledger/service-kit';
import { readLogFile } from '../rebuild/read-log-file.js';
import { readOwnerLog } from '../rebuild/read-owner-log.js';
import { rebuildEnvironment } from '../rebuild/rebuild-environment.js';
import { rebuildReadModel } from '../rebuild/rebuild-read-model.js';

// Standard output holds the report alone.
Logger.overrideLogger(false);

const USAGE = 'usage: npm run rebuild -- data-delivery [--from log|raw-files] [--accept-differences]';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    // --log: a file of the entries that meter-ingestion derived from its raw files.
    options: { 'accept-differences': { type: 'boolean', default: false }, log: { type: 'string' } },
  });
  if (positionals.length !== 1 || positionals[0] !== 'data-delivery') throw new ProblemError('bad-request', USAGE);
  const { adminUrl, nats } = await rebuildEnvironment(process.env, process.cwd());
  const requests = RequestClient.of({ ...nats, service: 'data-delivery' });
  try {
    const owner = readOwnerLog(requests);
    return await rebuildReadModel({
      adminUrl,
      readLog: values.log === undefined ? owner : await readLogFile(values.log, owner),
      acceptDifferences: values['accept-differences'],
      note: (text) => void process.stderr.write(`${text}\n`),
    });
  } finally {
    await requests.close();
  }
});
