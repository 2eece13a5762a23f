import { parseArgs } from 'node:util';

/** What the person typed. */
export interface ImportCommand {
  readonly files: readonly string[];
  readonly profile: string | undefined;
  readonly origin: string | undefined;
  readonly allowRejects: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Seconds to wait for the end of each import; 0 waits for ever. */
  readonly timeout: number;
}

/** A command line that cannot be understood; the message is for the person who typed it. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
}

export const HELP = `Uploads files to a running Greenledger, waits until they are stored, and says what became of each.

  npm run import -- FILE…              meter files and CIS extracts, plain or gzip; extracts go first
  npm run import -- --profile NAME …   read the meter files by this source profile (NAME@VERSION for a certain version)
  npm run import -- --dry-run FILE…    only say what meter files would change
  npm run import -- --allow-rejects …  end with 0 also when lines were refused
  npm run import -- --json …           print one acknowledgement per file as JSON
  npm run import -- --timeout 600 …    seconds to wait for each import (default 3600, 0 waits for ever)
  npm run import -- --origin URL …     where Greenledger is, when it is not the run of this checkout

Ends with 0 when every file was taken whole, 1 when a file or line was refused or an import did not end, 2 when it could not begin.

Environment:
  GREENLEDGER_ORIGIN  as --origin
  OPERATOR_USER, OPERATOR_PASSWORD  whom to upload as
Without them the embedded run (npm start) is found by what it left in .greenledger, or in GREENLEDGER_STATE.
`;

/** @returns undefined when the help was asked for. @throws CommandLineError. */
export function parseCommandLine(args: readonly string[]): ImportCommand | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  if (positionals.length === 0) throw new CommandLineError('Name at least one file. --help says more.');
  const timeout = Number(values.timeout ?? 3_600);
  if (!(timeout >= 0)) throw new CommandLineError(`--timeout takes a number of seconds, not ${values.timeout}.`);
  return {
    files: positionals,
    profile: values.profile,
    origin: values.origin,
    allowRejects: values['allow-rejects'] ?? false,
    dryRun: values['dry-run'] ?? false,
    json: values.json ?? false,
    timeout,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        profile: { type: 'string' },
        origin: { type: 'string' },
        'allow-rejects': { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        json: { type: 'boolean' },
        timeout: { type: 'string' },
      },
    });
  } catch (error) {
    throw new CommandLineError(`${(error as Error).message} --help says more.`);
  }
}
