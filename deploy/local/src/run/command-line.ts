export interface CommandLine {
  readonly mode: 'run' | 'story' | 'help';
  /** Wipe the state first. */
  readonly fresh: boolean;
  /** Port wanted for the origin; the next free one is taken when it is not free. */
  readonly port: number;
}

/** A command line that cannot be understood; the message is for the person who typed it. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
}

export const HELP = `Runs all of Greenledger on this machine: PostgreSQL, nats-server, five services, one origin, a demo town.

  npm start                       start, load the demo town when new, stay up until Ctrl-C
  npm start -- --fresh            wipe what earlier runs kept, then start
  npm start -- --port 9000        another port for the origin (default 8080; the next free one is taken)
  npm start -- --story            run the main job against a throw-away state, then end with 0 or 1
  npm start -- --help             this text

Environment:
  DATABASE_URL       administrator URL of a PostgreSQL to use instead of the embedded one; the run makes the
                     databases greenledger and greenledger_story there, and one login role per service
  NATS_URL           nats://user:password@host:port of a server with JetStream to use instead of an own one
  NATS_SERVER_BIN    the nats-server program to start
  GREENLEDGER_STATE  where everything is kept between runs (default .greenledger in the checkout)
  GREENLEDGER_CACHE  where fetched programs are kept (default ~/.cache/greenledger)
  FEED_PROCESSES     processes of data-delivery that answer HTTP (default 1)
  LOG_LEVEL          level of the services' log files (default info)
`;

/** @throws CommandLineError when an option is unknown or its value is none. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  let mode: CommandLine['mode'] = 'run';
  let fresh = false;
  let port = 8080;
  for (let i = 0; i < args.length; i++) {
    const [option, inline] = splitOption(args[i]!);
    if (option === '--help' || option === '-h') return { mode: 'help', fresh, port };
    else if (option === '--story') mode = 'story';
    else if (option === '--fresh') fresh = true;
    else if (option === '--port') port = portOf(inline ?? args[++i]);
    else
      throw new CommandLineError(
        `${args[i]} is no option. Known are --story, --fresh, --port and --help; write npm start -- --help for what they do.`,
      );
  }
  return { mode, fresh, port };
}

function splitOption(text: string): [string, string | undefined] {
  const equals = text.indexOf('=');
  return text.startsWith('--port=') ? [text.slice(0, equals), text.slice(equals + 1)] : [text, undefined];
}

function portOf(text: string | undefined): number {
  const port = Number(text);
  if (text && /^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new CommandLineError(`--port takes a number from 1 to 65535, for example --port 9000${text === undefined ? '' : `, not ${text}`}.`);
}
