import { parseArgs } from 'node:util';
import { withRegistry } from './registry.js';
import { required, runCommand } from '@greenledger/service-kit';

const USAGE = 'approve-third-party --third-party ID --by OPERATOR';

await runCommand(async () => {
  const { values } = parseArgs({ options: { 'third-party': { type: 'string' }, by: { type: 'string' } } });
  const thirdPartyId = required(values['third-party'], USAGE);
  const approvedBy = required(values.by, USAGE);
  return withRegistry(async ({ thirdParties }) => {
    await thirdParties.approve(thirdPartyId, approvedBy);
    return { thirdPartyId, status: await thirdParties.status(thirdPartyId) };
  });
});
