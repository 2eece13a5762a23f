import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findExecutable } from '../find-executable.js';

const run = promisify(execFile);

/** The package lists are fetched again when they are older than this. */
const LISTS_MAX_AGE_MS = 24 * 3600_000;

/** Whether this machine has what fetching Debian packages takes. */
export function canFetchDebianPackages(): boolean {
  return process.platform === 'linux' && ['apt-get', 'dpkg-deb'].every((name) => findExecutable([name]) !== undefined);
}

/**
 * Fetches Debian packages and those of their dependencies that the system lacks, and unpacks them below the cache.
 * Needs no root and changes nothing of the system: lists and archives live in folders of our own, and packages are
 * only unpacked, never configured. Which mirrors are asked is the system's own configuration.
 * @returns the folder that holds the unpacked `usr/…`; the same names again return it at once.
 * @throws Error when apt cannot fetch them, with apt's own words.
 */
export async function debianPackages(names: readonly string[], cacheDirectory: string): Promise<string> {
  const root = join(cacheDirectory, `debian-${names.join('+')}`);
  if (await exists(root)) return root;
  await mkdir(cacheDirectory, { recursive: true });
  const unpacked = await mkdtemp(join(cacheDirectory, 'unpacking-'));
  try {
    const apt = await prepareApt(cacheDirectory);
    await fetchLists(apt);
    const missing = await missingPackages(apt, names);
    await apt(['download', ...missing], unpacked);
    const target = join(unpacked, 'root');
    for (const archive of (await readdir(unpacked)).filter((name) => name.endsWith('.deb'))) {
      await run('dpkg-deb', ['-x', join(unpacked, archive), target]);
    }
    // Renamed when complete, so that a broken fetch is never taken for a good one; another process may have been first.
    await rename(target, root).catch(async (error: unknown) => {
      if (!(await exists(root))) throw error;
    });
    return root;
  } catch (error) {
    const words = (error as { stderr?: string }).stderr?.trim().split('\n').slice(-3).join(' ') || (error as Error).message;
    throw new Error(`Fetching the Debian package ${names.join(', ')} failed: ${words}`);
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

type Apt = { (args: readonly string[], cwd?: string): Promise<string>; readonly lists: string };

async function prepareApt(cacheDirectory: string): Promise<Apt> {
  const state = join(cacheDirectory, 'apt', 'state');
  const cache = join(cacheDirectory, 'apt', 'cache');
  await mkdir(join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  const options = [
    `Dir::State=${state}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${cache}`,
    'APT::Sandbox::User=root',
    'Debug::NoLocking=true',
    'Acquire::Retries=3',
    'APT::Install-Recommends=false',
  ].flatMap((option) => ['-o', option]);
  const apt = async (args: readonly string[], cwd = '/'): Promise<string> => {
    const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
    const { stdout } = await run('apt-get', ['-q', ...options, ...args], { cwd, env, maxBuffer: 64 << 20, timeout: 300_000 });
    return stdout;
  };
  return Object.assign(apt, { lists: join(state, 'lists') });
}

async function fetchLists(apt: Apt): Promise<void> {
  const lists = (await readdir(apt.lists)).filter((name) => name.endsWith('Packages') || name.includes('Packages.'));
  const age = Date.now() - (await stat(apt.lists)).mtimeMs;
  if (lists.length > 0 && age < LISTS_MAX_AGE_MS) return;
  await apt(['update']);
}

/**
 * What an installation would fetch: the named packages and the dependencies that the system does not have. Where apt can
 * make no plan (a system with held or broken packages), the named ones alone, which is enough for most.
 */
async function missingPackages(apt: Apt, names: readonly string[]): Promise<string[]> {
  const plan = await apt(['-s', '--no-remove', 'install', ...names]).catch(() => '');
  const planned = [...plan.matchAll(/^Inst (\S+) /gm)].map((match) => match[1]!);
  return [...new Set([...names, ...planned])];
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
