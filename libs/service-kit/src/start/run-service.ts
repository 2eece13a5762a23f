import { ConfigurationError } from '../configuration/configuration-error.js';
import { redactText } from '../logging/redact.js';

/** The whole of a `main.ts`: runs `start` and, when it fails, says why in a few lines and exits with 1 (78 for configuration, EX_CONFIG). */
export async function runService(start: () => Promise<unknown>): Promise<void> {
  try {
    await start();
  } catch (error) {
    // A configuration error names variables and what to set, never a value.
    const text =
      error instanceof ConfigurationError
        ? error.message
        : redactText(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.stderr.write(`${text}\n`);
    process.exit(error instanceof ConfigurationError ? 78 : 1);
  }
}
