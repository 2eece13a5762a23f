import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the embedded run leaves the environment of the authorization service, below the working directory. */
const EMBEDDED_ENVIRONMENT = join('.greenledger', 'environment', 'authorization.json');

/**
 * What a command-line program goes by: the environment when it sets any of the variables, otherwise what an embedded run
 * (`npm start`) left below the working directory; empty when there was none.
 */
export async function environmentOrEmbedded(
  env: NodeJS.ProcessEnv,
  variables: readonly string[],
  workingDirectory: string,
): Promise<NodeJS.ProcessEnv> {
  if (variables.some((name) => env[name])) return env;
  const text = await readFile(join(workingDirectory, EMBEDDED_ENVIRONMENT), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '{}';
  });
  return JSON.parse(text) as NodeJS.ProcessEnv;
}
