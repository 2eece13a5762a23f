import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './checkout.js';

/** The program of the local run, as the build makes it. */
export const MAIN_PROGRAM = join(checkout, 'deploy', 'local', 'dist', 'main.js');

/** Whether the built system can be run here; tests that need it say which they are when they are skipped. @param onLinux whether they need Linux */
export function runsHere(tests: string, onLinux = false): boolean {
  const able = existsSync(MAIN_PROGRAM) && (!onLinux || process.platform === 'linux');
  if (!able) process.stderr.write(`Skipped: ${tests}. That needs ${onLinux ? 'Linux and ' : ''}a build (npm run build)\n`);
  return able;
}
