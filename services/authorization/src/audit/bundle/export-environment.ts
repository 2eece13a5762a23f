import { neededSettings } from '@greenledger/service-kit';

const VARIABLES = {
  DATABASE_URL: "set postgres://<role>:<password>@<host>:<port>/<database> of the authorization service's role",
  KEYS_DIR: "set the folder of the service's keys",
  CHECKPOINT_DIR: 'set the folder of the signed checkpoints',
  LOG_ORIGIN: 'set the origin text of the log',
} as const;
export type ExportEnvironment = Readonly<Record<keyof typeof VARIABLES, string>>;

/**
 * What the export needs: from the environment, or, when it sets none of it, from what an embedded run left.
 * @throws ConfigurationError that names each missing variable.
 */
export async function exportEnvironment(env: NodeJS.ProcessEnv, workingDirectory: string): Promise<ExportEnvironment> {
  const { DATABASE_URL, KEYS_DIR, CHECKPOINT_DIR, LOG_ORIGIN } = await neededSettings(VARIABLES, env, workingDirectory, 'authorization');
  return { DATABASE_URL, KEYS_DIR, CHECKPOINT_DIR, LOG_ORIGIN };
}
