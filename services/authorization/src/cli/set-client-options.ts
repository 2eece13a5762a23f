import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readClientOptions } from '../oauth/client-options.js';
import { withRegistry } from './registry.js';
import { required, runCommand } from '@greenledger/service-kit';

const USAGE = 'set-client-options --client CLIENT_ID --file options.json';

await runCommand(async () => {
  const { values } = parseArgs({ options: { client: { type: 'string' }, file: { type: 'string' } } });
  const clientId = required(values.client, USAGE);
  const options = readClientOptions(await readFile(required(values.file, USAGE), 'utf8'));
  return withRegistry(async ({ clients }) => {
    await clients.setOptions(clientId, options);
    return { clientId, options };
  });
});
