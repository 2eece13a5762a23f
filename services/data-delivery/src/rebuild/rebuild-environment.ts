import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '@greenledger/service-kit';

const VARIABLES = {
  DATABASE_ADMIN_URL: 'set postgres://<owner>:<password>@<host>:<port>/<database> of the owner of the tables',
  NATS_URL: 'set nats://<host>:<port>',
  NATS_USER: 'set the NATS user of data-delivery',
  NATS_PASSWORD: 'set the password of that user',
} as const;
type Variable = keyof typeof VARIABLES;

/**
 * What a rebuild needs: from the environment, or, when it sets none of it, from what an embedded run (`npm start`) left below the
 * working directory. @throws ConfigurationError that names each missing variable.
 */
export async function rebuildEnvironment(env: NodeJS.ProcessEnv, workingDirectory: string): Promise<Readonly<Record<Variable, string>>> {
  const names = Object.keys(VARIABLES) as Variable[];
  const source = names.some((name) => env[name]) ? env : await embedded(env, workingDirectory);
  const missing = names.filter((name) => !source[name]);
  if (missing.length > 0)
    throw new ConfigurationError(
      missing.map((variable) => ({ variable, reasons: ['is not set', `${VARIABLES[variable]}, or start the embedded run here first`] })),
    );
  return Object.fromEntries(names.map((name) => [name, source[name]])) as Record<Variable, string>;
}

async function embedded(env: NodeJS.ProcessEnv, workingDirectory: string): Promise<NodeJS.ProcessEnv> {
  const state = resolve(workingDirectory, env['GREENLEDGER_STATE'] || '.greenledger');
  const text = await readFile(join(state, 'environment', 'data-delivery.json'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '{}';
  });
  return JSON.parse(text) as NodeJS.ProcessEnv;
}
