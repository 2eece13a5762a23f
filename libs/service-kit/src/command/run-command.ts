import { ProblemError } from '@greenledger/contracts';
import { ConfigurationError } from '../configuration/configuration-error.js';

/** Prints the result as one JSON object, or one sentence on what is wrong, with exit code 1. */
export async function runCommand(command: () => Promise<object>): Promise<void> {
  try {
    process.stdout.write(`${JSON.stringify(await command(), null, 2)}\n`);
  } catch (error) {
    const known = error instanceof ProblemError || error instanceof ConfigurationError || isUsageError(error);
    const text = error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}

/** Wrong options (`util.parseArgs`) and files that cannot be read. */
function isUsageError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && (code.startsWith('ERR_PARSE_ARGS') || code === 'ENOENT' || code === 'EACCES');
}

/** @throws ProblemError `bad-request` that tells how the program is called */
export function required(value: string | undefined, usage: string): string {
  if (!value) throw new ProblemError('bad-request', `usage: ${usage}`);
  return value;
}
