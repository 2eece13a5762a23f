// Loaded into a service by `node --import`: SIGUSR2 begins a CPU profile, the next one ends it and writes it to the folder that
// the query of this module names. So a profile holds the measured part alone, without the start of the process.
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';

const directory = new URL(import.meta.url).searchParams.get('directory');
let session;

process.on('SIGUSR2', async () => {
  if (!session) {
    session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    return;
  }
  const ending = session;
  session = undefined;
  const { profile } = await ending.post('Profiler.stop');
  ending.disconnect();
  const file = join(directory, `${process.pid}.cpuprofile`);
  writeFileSync(`${file}.part`, JSON.stringify(profile));
  renameSync(`${file}.part`, file);
});
