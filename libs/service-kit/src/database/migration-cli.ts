import type { ServiceName } from '@greenledger/contracts';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { redactText } from '../logging/redact.js';
import { migrateSchema, type MigrationClass } from './migrate-schema.js';

/** The program `cli/migrate.js` of a service: migrates the database of DATABASE_ADMIN_URL, says what ran, sets exit code 1 on failure. */
export async function migrationCli(service: ServiceName, migrations: readonly MigrationClass[], env = process.env): Promise<void> {
  try {
    const adminUrl = env['DATABASE_ADMIN_URL'];
    if (!adminUrl) {
      const reasons = ['is not set', 'set postgres://<owner>:<password>@<host>:<port>/<database>'];
      throw new ConfigurationError([{ variable: 'DATABASE_ADMIN_URL', reasons }]);
    }
    const ran = await migrateSchema({ adminUrl, service, migrations });
    process.stdout.write(ran.length === 0 ? `${service}: up to date\n` : `${service}: ran ${ran.join(', ')}\n`);
  } catch (error) {
    const text = error instanceof ConfigurationError ? error.message : redactText(error instanceof Error ? error.message : String(error));
    process.stderr.write(`${service}: the migration failed. ${text}\n`);
    process.exitCode = 1;
  }
}
