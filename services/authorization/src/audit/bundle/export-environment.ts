import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '@greenledger/service-kit';

const VARIABLES = {
  DATABASE_URL: "set postgres://<role>:<password>@<host>:<port>/<database> of the authorization service's role",
  KEYS_DIR: "set the folder of the service's keys",
  CHECKPOINT_DIR: 'set the folder of the signed checkpoints',
  LOG_ORIGIN: 'set the origin text of the log',
} as const;
type Variable = keyof typeof VARIABLES;
export type ExportEnvironment = Readonly<Record<Variable, string>>;

/** Where the embedded run leaves the environment of the authorization service, below the working directory. */
const EMBEDDED_ENVIRONMENT = join('.greenledger', 'environment', 'authorization.json');

/**
 * What the export needs: from the environment, or, when it sets none of it, from what an embedded run left.
 * @throws ConfigurationError that names each missing variable.
 */
export async function exportEnvironment(env: NodeJS.ProcessEnv, workingDirectory: string): Promise<ExportEnvironment> {
  const names = Object.keys(VARIABLES) as Variable[];
  const source = names.some((name) => env[name]) ? env : await embeddedEnvironment(workingDirectory);
  const missing = names.filter((name) => !source[name]);
  if (missing.length > 0) {
    throw new ConfigurationError(
      missing.map((variable) => ({ variable, reasons: ['is not set', `${VARIABLES[variable]}, or start the embedded run here first`] })),
    );
  }
  return Object.fromEntries(names.map((name) => [name, source[name]])) as Record<Variable, string>;
}

async function embeddedEnvironment(workingDirectory: string): Promise<NodeJS.ProcessEnv> {
  const text = await readFile(join(workingDirectory, EMBEDDED_ENVIRONMENT), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '{}';
  });
  return JSON.parse(text) as NodeJS.ProcessEnv;
}
