import { SERVICE_KINDS } from '@greenledger/meter-formats';
import { neededSettings } from '@greenledger/service-kit';
import { CisDefaultValues } from '../customers/cis-default-values.js';

export interface RebuildLogEnvironment {
  readonly adminUrl: string;
  readonly rawFileDirectory: string;
  readonly defaults: CisDefaultValues;
}

const NEEDED = {
  DATABASE_ADMIN_URL: 'set postgres://<owner>:<password>@<host>:<port>/<database> of the owner of the tables',
  RAW_FILE_DIR: 'set the folder that keeps the delivered files',
} as const;

/**
 * What deriving the log needs: from the environment, or, when it sets none of it, from what an embedded run (`npm start`) left
 * below the working directory. @throws ConfigurationError that names each missing variable.
 */
export async function rebuildLogEnvironment(env: NodeJS.ProcessEnv, workingDirectory: string): Promise<RebuildLogEnvironment> {
  const source = await neededSettings(NEEDED, env, workingDirectory, 'meter-ingestion');
  const kind = source['CIS_SERVICE_KIND'];
  const defaults = new CisDefaultValues(source['TIME_ZONE'] ?? 'America/Los_Angeles', kind === undefined ? undefined : SERVICE_KINDS[kind]);
  return { adminUrl: source.DATABASE_ADMIN_URL, rawFileDirectory: source.RAW_FILE_DIR, defaults };
}
