import { ConfigurationError } from '@greenledger/service-kit';
import { environmentOrEmbedded } from '../../cli/embedded-environment.js';

const VARIABLES = {
  DATABASE_URL: "set postgres://<role>:<password>@<host>:<port>/<database> of the authorization service's role",
  KEYS_DIR: "set the folder of the service's keys",
  CHECKPOINT_DIR: 'set the folder of the signed checkpoints',
  LOG_ORIGIN: 'set the origin text of the log',
} as const;
type Variable = keyof typeof VARIABLES;
export type ExportEnvironment = Readonly<Record<Variable, string>>;

/**
 * What the export needs: from the environment, or, when it sets none of it, from what an embedded run left.
 * @throws ConfigurationError that names each missing variable.
 */
export async function exportEnvironment(env: NodeJS.ProcessEnv, workingDirectory: string): Promise<ExportEnvironment> {
  const names = Object.keys(VARIABLES) as Variable[];
  const source = await environmentOrEmbedded(env, names, workingDirectory);
  const missing = names.filter((name) => !source[name]);
  if (missing.length > 0) {
    throw new ConfigurationError(
      missing.map((variable) => ({ variable, reasons: ['is not set', `${VARIABLES[variable]}, or start the embedded run here first`] })),
    );
  }
  return Object.fromEntries(names.map((name) => [name, source[name]])) as Record<Variable, string>;
}
