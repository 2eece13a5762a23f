import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CommandLineError } from './command-line.js';

/** Where to upload, and as whom. */
export interface ImportTarget {
  readonly origin: string;
  readonly user: string;
  readonly password: string;
}

/**
 * The target from the environment, and what it does not say from what an embedded run left in its state directory.
 * @throws CommandLineError that says what to set.
 */
export async function importTarget(env: NodeJS.ProcessEnv, workingDirectory: string, origin?: string): Promise<ImportTarget> {
  const state = resolve(workingDirectory, env['GREENLEDGER_STATE'] || '.greenledger');
  const run = (await json(join(state, 'environment', 'authorization.json'))) as { PUBLIC_ORIGIN?: string };
  const secrets = (await json(join(state, 'secrets.json'))) as { operator?: string };
  const given = {
    origin: origin ?? (env['GREENLEDGER_ORIGIN'] || run.PUBLIC_ORIGIN),
    user: env['OPERATOR_USER'] || 'operator',
    password: env['OPERATOR_PASSWORD'] || secrets.operator,
  };
  if (!given.origin)
    throw new CommandLineError('No Greenledger is known: start it here (npm start), or set GREENLEDGER_ORIGIN or --origin.');
  if (!/^https?:\/\/[^/?#\s]+\/?$/.test(given.origin))
    throw new CommandLineError(`${given.origin} is no origin such as http://localhost:8080.`);
  if (!given.password) throw new CommandLineError('Set OPERATOR_USER and OPERATOR_PASSWORD: whom to upload as.');
  return { origin: given.origin.replace(/\/$/, ''), user: given.user, password: given.password };
}

async function json(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8').catch(() => '{}'));
}
