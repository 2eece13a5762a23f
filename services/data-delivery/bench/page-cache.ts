import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The catalogue's many small files are left: what a connection reads of them is not measured. */
const LEAST = 256 * 1_024;

/** Asks the system to forget what it keeps of the larger files below a folder. The server that owns them must be stopped. @throws Error without GNU dd */
export async function forget(folder: string): Promise<void> {
  const run = promisify(execFile);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && statSync(path).size >= LEAST) await run('dd', [`if=${path}`, 'iflag=nocache', 'count=0', 'status=none']);
  }
}
