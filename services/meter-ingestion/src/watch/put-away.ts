import { createHash } from 'node:crypto';
import { access, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { QuietFile } from './quiet-files.js';

/** Where a file of the watched folder ends. */
export type Drawer = 'done' | 'refused';

/**
 * Writes the report, then moves the file beside it: a crash between the two leaves the file where it was, and it is put away
 * at the next look. A name that is taken by another delivery gets a part of its digest, so nothing is overwritten.
 */
export async function putAway(directory: string, drawer: Drawer, file: QuietFile, report: unknown, deliveryId: string): Promise<string> {
  const folder = join(directory, drawer);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = await freeName(folder, file.name, deliveryId);
  await writeWhole(join(folder, `${name}.report.json`), `${JSON.stringify(report, null, 2)}\n`);
  await rename(file.path, join(folder, name));
  return join(folder, name);
}

async function freeName(folder: string, name: string, deliveryId: string): Promise<string> {
  if (!(await exists(join(folder, name)))) return name;
  const mark = createHash('sha256').update(`${deliveryId} ${Date.now()}`).digest('hex').slice(0, 12);
  return `${name}.${mark}`;
}

/** A report is there whole or not at all. */
async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
