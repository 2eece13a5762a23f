import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkout } from '../run/checkout.js';
import type { Stack } from '../run/stack.js';

/**
 * Runs a command-line program of the authorization service, with the rights of the service's own database role, and answers what it printed.
 * @throws Error with the program's own words.
 */
export async function runAuthorizationProgram(stack: Stack, name: string, args: readonly string[]): Promise<string> {
  const program = join(checkout, 'services/authorization/dist/cli', `${name}.js`);
  const options = { env: stack.environment('authorization'), cwd: checkout, timeout: 120_000, maxBuffer: 64 << 20 };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--enable-source-maps', program, ...args], options);
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(`${name} failed: ${(stderr.trim() || stdout.trim() || message).slice(0, 1_000)}`);
  }
}
