// Emits a package's JavaScript: every src/**/*.ts(x) but the tests becomes dist/**/*.js with a source map.
// SWC emits, tsc only checks (`npm run typecheck`): the emit of the whole workspace then takes a second, not half a minute.
import { transformFile } from '@swc/core';
import { mkdir, readdir, rm, writeFile, copyFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { swcOptions } from './swc-options.mjs';

const source = join(process.cwd(), 'src');
const target = join(process.cwd(), 'dist');
const isTest = (file) => /\.spec\.tsx?$/.test(file);

/** Removes what an earlier emit left, but keeps the types that `tsc -b` wrote. */
async function clean() {
  const old = await readdir(target).catch(() => []);
  await Promise.all(old.filter((name) => name !== 'types').map((name) => rm(join(target, name), { recursive: true })));
}

async function emit(file) {
  const out = join(target, relative(source, file)).replace(/\.tsx?$/, '.js');
  await mkdir(dirname(out), { recursive: true });
  if (!/\.tsx?$/.test(file)) return copyFile(file, out);
  const { code, map } = await transformFile(file, {
    ...swcOptions(file),
    sourceMaps: true,
  });
  await writeFile(out, `${code}\n//# sourceMappingURL=${out.split('/').at(-1)}.map\n`);
  await writeFile(`${out}.map`, map);
}

await clean();
const files = await readdir(source, { recursive: true, withFileTypes: true });
await Promise.all(
  files.filter((entry) => entry.isFile() && !isTest(entry.name)).map((entry) => emit(join(entry.parentPath ?? entry.path, entry.name))),
);
