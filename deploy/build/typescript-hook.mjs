// Module hook of benchmarks: Node reads their TypeScript, and the sources that they import by a relative path, through SWC.
// Packages still come as they are built, so what is measured is what a deployment runs.
import { transformFile } from '@swc/core';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { swcOptions } from './swc-options.mjs';

const isTypeScript = (url) => /^file:.*\.tsx?$/.test(url);

/** Relative imports are written with `.js`, as the emit has it; the source beside it is meant. */
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL && isTypeScript(context.parentURL)) {
    for (const ending of ['.ts', '.tsx']) {
      const source = new URL(specifier.replace(/\.js$/, ending), context.parentURL);
      if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!isTypeScript(url)) return next(url, context);
  const file = fileURLToPath(url);
  const { code } = await transformFile(file, { ...swcOptions(file), sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
}
