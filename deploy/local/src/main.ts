import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultStateDirectory } from './run/checkout.js';
import { Cleanup } from './run/cleanup.js';
import { CommandLineError, HELP, parseCommandLine, type CommandLine } from './run/command-line.js';
import { Progress } from './run/progress.js';
import { startStack } from './run/start-stack.js';
import { summary } from './run/summary.js';

const cleanup = new Cleanup();
let stopping = false;

/** Starts the embedded run, loads the demo town when it is new, and stays up until a signal comes. */
async function run({ fresh, port }: CommandLine): Promise<void> {
  const progress = new Progress();
  const stack = await startStack({ directory: defaultStateDirectory, fresh, port, database: 'greenledger', progress, cleanup });
  const loaded = join(stack.directory, 'demo-town-loaded');
  if (!existsSync(loaded)) {
    const { loadDemoTown } = await import('./town/index.js');
    await progress.step('Demo town', () => loadDemoTown(stack));
    writeFileSync(loaded, '');
  }
  const { addDemoCompanyPerson, registerDemoCompany } = await import('./town/index.js');
  const { startCompany } = await import('./company/index.js');
  const company = await progress.step('Demo company', async () => {
    const client = await registerDemoCompany(stack);
    await addDemoCompanyPerson(stack, client);
    return startCompany({ origin: stack.origin, client });
  });
  cleanup.add(() => company.stop());
  process.stdout.write(summary(stack, company.url));
}

/** Runs the main job against a state of its own, which no user's data is in, and ends. */
async function story({ port }: CommandLine): Promise<void> {
  const directory = join(defaultStateDirectory, 'story');
  mkdirSync(defaultStateDirectory, { recursive: true, mode: 0o711 });
  const stack = await startStack({
    directory,
    secretsDirectory: defaultStateDirectory,
    fresh: true,
    port,
    database: 'greenledger_story',
    progress: new Progress(),
    cleanup,
  });
  const { runStory } = await import('./story/index.js');
  await runStory(stack);
  await cleanup.run();
}

/** The first signal stops everything in order; a second one ends at once, and the children with it. */
function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(130);
      stopping = true;
      process.stderr.write('\nStopping …\n');
      void cleanup.run().finally(() => process.exit(commandLine.mode === 'story' ? 130 : 0));
    });
  }
}

function fail(error: unknown): never {
  if (error instanceof CommandLineError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

let commandLine: CommandLine;
try {
  commandLine = parseCommandLine(process.argv.slice(2));
  stopOnSignals();
  if (commandLine.mode === 'help') process.stdout.write(HELP);
  else await (commandLine.mode === 'story' ? story(commandLine) : run(commandLine));
  if (commandLine.mode !== 'run') process.exit(0);
} catch (error) {
  await cleanup.run();
  // What fails while everything is being stopped is no news; the signal's handler ends the process.
  if (!stopping) fail(error);
}
