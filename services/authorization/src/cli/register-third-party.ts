import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { newClientId } from '../domain/third-party/index.js';
import { parseRegistration } from './registration-file.js';
import { withRegistry } from './registry.js';
import { required, runCommand } from '@greenledger/service-kit';

await runCommand(async () => {
  const { values } = parseArgs({ options: { file: { type: 'string' } } });
  const file = required(values.file, 'register-third-party --file company.json');
  const stated = parseRegistration(await readFile(file, 'utf8'));
  const ids = { thirdPartyId: randomUUID(), applicationInformationId: randomUUID(), clientId: newClientId(randomUUID()) };
  return withRegistry(async ({ thirdParties, clients }) => {
    await thirdParties.register({ ...ids, ...stated });
    // Shown this once: only hashes are kept.
    return { ...ids, ...(await clients.issue(ids.clientId, ids.thirdPartyId)) };
  });
});
