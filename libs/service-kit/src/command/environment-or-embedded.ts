import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ServiceName } from '@greenledger/contracts';

/**
 * What a command-line program goes by: the environment when it sets any of the variables, otherwise what an embedded run
 * (`npm start`) left of the service in its state (`GREENLEDGER_STATE`, or `.greenledger` below the working directory); empty when
 * there was none.
 */
export async function environmentOrEmbedded(
  env: NodeJS.ProcessEnv,
  variables: readonly string[],
  workingDirectory: string,
  service: ServiceName,
): Promise<NodeJS.ProcessEnv> {
  if (variables.some((name) => env[name])) return env;
  const state = resolve(workingDirectory, env['GREENLEDGER_STATE'] || '.greenledger');
  const text = await readFile(join(state, 'environment', `${service}.json`), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '{}';
  });
  return JSON.parse(text) as NodeJS.ProcessEnv;
}
