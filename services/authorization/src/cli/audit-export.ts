import { parseArgs } from 'node:util';
import { PostgresEventStore } from '@greenledger/event-store';
import { DataSource } from 'typeorm';
import { exportBundle } from '../audit/bundle/export-bundle.js';
import { exportEnvironment } from '../audit/bundle/export-environment.js';
import { loadSigningKey } from '../audit/checkpoint/signing-key.js';
import { LogSealing } from '../audit/sealing/log-sealing.js';
import { required, runCommand } from '@greenledger/service-kit';

const USAGE = 'npm run audit:export -- --out <folder>';

/** Writes the evidence bundle of the whole log. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const out = required(values.out, USAGE);
  const { DATABASE_URL: url, KEYS_DIR, CHECKPOINT_DIR, LOG_ORIGIN } = await exportEnvironment(process.env, process.cwd());
  const dataSource = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
  try {
    const store = new PostgresEventStore(dataSource, url);
    const privateKey = await loadSigningKey(KEYS_DIR);
    const sealing = new LogSealing(store, dataSource, { origin: LOG_ORIGIN, privateKey, checkpointDirectory: CHECKPOINT_DIR });
    const { origin, size, root } = await exportBundle({ store, dataSource, sealing }, out);
    return { origin, events: size, root: root.toString('hex'), verifierKey: sealing.verifierKey.text, folder: out };
  } finally {
    await dataSource.destroy();
  }
});
