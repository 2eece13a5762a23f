import type { ServiceName } from '@greenledger/contracts';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { environmentOrEmbedded } from './environment-or-embedded.js';

/**
 * The settings that a command-line program cannot do without, and whatever else stands beside them.
 * @param needed what to set, by name of the variable
 * @throws ConfigurationError that names each missing variable
 */
export async function neededSettings<Name extends string>(
  needed: Readonly<Record<Name, string>>,
  env: NodeJS.ProcessEnv,
  workingDirectory: string,
  service: ServiceName,
): Promise<NodeJS.ProcessEnv & Readonly<Record<Name, string>>> {
  const names = Object.keys(needed) as Name[];
  const source = await environmentOrEmbedded(env, names, workingDirectory, service);
  const missing = names.filter((name) => !source[name]);
  if (missing.length > 0)
    throw new ConfigurationError(
      missing.map((variable) => ({ variable, reasons: ['is not set', `${needed[variable]}, or start the embedded run here first`] })),
    );
  return source as NodeJS.ProcessEnv & Readonly<Record<Name, string>>;
}
