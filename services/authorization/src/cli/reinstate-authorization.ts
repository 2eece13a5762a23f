import { parseArgs } from 'node:util';
import { withRegistry } from './registry.js';
import { required, runCommand } from '@greenledger/service-kit';

const USAGE = 'reinstate-authorization --authorization ID --by OPERATOR --reason TEXT';

await runCommand(async () => {
  const { values } = parseArgs({ options: { authorization: { type: 'string' }, by: { type: 'string' }, reason: { type: 'string' } } });
  const authorizationId = required(values.authorization, USAGE);
  const by = required(values.by, USAGE);
  const reason = required(values.reason, USAGE);
  return withRegistry(async ({ reinstatements }) => {
    await reinstatements.reinstate({ authorizationId, by, reason });
    return { authorizationId, status: 'active' };
  });
});
