import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../cache-directory.js';
import { canFetchDebianPackages, debianPackages } from '../debian/debian-packages.js';
import { findExecutable, isExecutable } from '../find-executable.js';

/** How to launch the browser with playwright-core: `chromium.launch({ executablePath, env: { ...process.env, ...env } })`. */
export interface Chromium {
  readonly executablePath: string;
  /** To be added to the environment: where the fetched libraries and fonts lie. */
  readonly env: Readonly<Record<string, string>>;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PACKAGES = ['chromium', 'fonts-dejavu-core'];
const WAYS = 'Install Chromium or Chrome, or name the program in CHROMIUM_BIN.';

/**
 * A Chromium for the page checks: CHROMIUM_BIN, the PATH, the cache, or fetched from Debian (about 100 MB, no root).
 * @throws Error of one sentence that says what to do, when there is no way.
 */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<Chromium> {
  const named = env['CHROMIUM_BIN'];
  if (named) {
    if (isExecutable(named)) return { executablePath: named, env: {} };
    throw new Error(`CHROMIUM_BIN is ${named}, which is no program that can be run. ${WAYS}`);
  }
  const installed = findExecutable(NAMES, env);
  if (installed) return { executablePath: installed, env: {} };
  if (!canFetchDebianPackages())
    throw new Error(`No Chromium was found, and it can be fetched by itself only on Debian and Ubuntu. ${WAYS}`);
  const cache = cacheDirectory(env);
  const root = await debianPackages(PACKAGES, cache).catch((error: Error) => {
    throw new Error(`No Chromium was found. ${error.message} ${WAYS}`);
  });
  const executablePath = join(root, 'usr', 'lib', 'chromium', 'chromium');
  if (!isExecutable(executablePath)) throw new Error(`The Debian package chromium holds no program. ${WAYS}`);
  return { executablePath, env: unpackedEnvironment(root, cache) };
}

/** The packages are only unpacked, so the loader and fontconfig must be told where they lie. */
function unpackedEnvironment(root: string, cache: string): Record<string, string> {
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu', arm: 'arm-linux-gnueabihf' }[process.arch as string] ?? '';
  const libraries = [
    'usr/lib/chromium',
    `usr/lib/${triplet}`,
    `lib/${triplet}`,
    'usr/lib',
    `usr/lib/${triplet}/nss`,
    `usr/lib/${triplet}/pulseaudio`,
  ].map((folder) => join(root, folder));
  const fonts = join(cache, 'fonts.conf');
  mkdirSync(join(cache, 'fonts'), { recursive: true });
  writeFileSync(
    fonts,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${join(root, 'usr', 'share', 'fonts')}</dir>
  <cachedir>${join(cache, 'fonts')}</cachedir>
</fontconfig>
`,
  );
  const path = [...libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return { LD_LIBRARY_PATH: path, FONTCONFIG_FILE: fonts };
}
