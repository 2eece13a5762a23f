import { CommandLineError, HELP, parseCommandLine } from '../command/command-line.js';
import { importFiles } from '../command/import-files.js';
import { importTarget } from '../command/import-target.js';

/** `npm run` moves to the root of the checkout; the person's own folder is what file names are relative to. */
const directory = process.env['INIT_CWD'] || process.cwd();

try {
  const command = parseCommandLine(process.argv.slice(2));
  if (!command) process.stdout.write(HELP);
  else {
    const target = await importTarget(process.env, process.cwd(), command.origin);
    process.exitCode = await importFiles(command, target, directory, { out: process.stdout, progress: process.stderr });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof CommandLineError ? 2 : 1;
}
