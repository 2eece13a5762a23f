import { parseArgs } from 'node:util';
import { ConfigurationError } from '@greenledger/service-kit';
import { DataSource } from 'typeorm';
import { InitialAccessTokens } from '../registration-endpoint/initial-access-tokens.js';
import { required, runCommand } from '@greenledger/service-kit';

const DEFAULT_DAYS = 7;

await runCommand(async () => {
  const { values } = parseArgs({ options: { by: { type: 'string' }, days: { type: 'string' } } });
  const by = required(values.by, 'issue-initial-access-token --by OPERATOR [--days 7]');
  const url = process.env['DATABASE_URL'];
  if (!url) throw new ConfigurationError([{ variable: 'DATABASE_URL', reasons: ['is not set'] }]);
  const dataSource = await new DataSource({ type: 'postgres', url, installExtensions: false }).initialize();
  try {
    // Shown this once: only its hash is kept.
    return { initialAccessToken: await new InitialAccessTokens(dataSource).issue(by, Number(values.days ?? DEFAULT_DAYS)) };
  } finally {
    await dataSource.destroy();
  }
});
