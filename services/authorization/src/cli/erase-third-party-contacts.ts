import { parseArgs } from 'node:util';
import { ConfigurationError } from '@greenledger/service-kit';
import { DataSource } from 'typeorm';
import { ThirdPartyContacts } from '../application/third-party-contacts.js';
import { required, runCommand } from '@greenledger/service-kit';

/** Forgets the people and the taxpayer id of a company, on request or after its end. Its events hold neither and stay. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { 'third-party': { type: 'string' } } });
  const thirdPartyId = required(values['third-party'], 'erase-third-party-contacts --third-party ID');
  const url = process.env['DATABASE_URL'];
  if (!url) throw new ConfigurationError([{ variable: 'DATABASE_URL', reasons: ['is not set'] }]);
  const dataSource = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
  try {
    await new ThirdPartyContacts(dataSource).erase(thirdPartyId);
    return { thirdPartyId, erased: true };
  } finally {
    await dataSource.destroy();
  }
});
