import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BUNDLE_FILES } from './bundle-files.js';
import { CHECKS, type Check } from './findings.js';
import { reportOf } from './report.js';
import { goodLog, linesOf, sampleVerifierKey, writeBundle } from './sample-log.js';
import { verifyBundle, type BundleVerdict } from './verify-bundle.js';

const failedChecks = ({ findings }: BundleVerdict): Check[] =>
  (Object.keys(CHECKS) as Check[]).filter((check) => findings.count(check) > 0);

describe('verifyBundle', () => {
  const lines = linesOf(goodLog);
  const directories: string[] = [];
  const bundle = async (of: readonly string[]): Promise<string> => {
    const directory = await writeBundle(of);
    directories.push(directory);
    return directory;
  };
  let directory: string;
  beforeAll(async () => {
    directory = await bundle(lines);
  });
  afterAll(() => Promise.all(directories.map((path) => rm(path, { recursive: true }))));

  /** Verifies the bundle with another content in one file, and puts the old one back. */
  const verdictWith = async (name: string, change: (content: Buffer) => Uint8Array | string): Promise<BundleVerdict> => {
    const file = join(directory, name);
    const content = await readFile(file);
    await writeFile(file, change(content));
    const verdict = await verifyBundle(directory, sampleVerifierKey.text);
    await writeFile(file, content);
    return verdict;
  };

  it('verifies a good bundle, with the key in it and with the trusted key', async () => {
    for (const key of [undefined, sampleVerifierKey.text]) {
      const verdict = await verifyBundle(directory, key);
      expect(failedChecks(verdict)).toEqual([]);
      expect(verdict).toMatchObject({ verified: true, events: 5, releases: 1, origin: 'greenledger.test/authorization' });
    }
  });

  it('verifies the bundle of an empty log', async () => {
    expect(await verifyBundle(await bundle([]))).toMatchObject({ verified: true, events: 0, releases: 0 });
  });

  it('ends its report with one JSON line', async () => {
    const verdict = await verifyBundle(directory);
    const last = reportOf(verdict, false).trimEnd().split('\n').at(-1)!;
    expect(JSON.parse(last)).toEqual({ verified: true, events: 5, releases: 1, sandboxReleases: 0, root: verdict.root });
  });

  it.each(Object.values(BUNDLE_FILES))(
    'detects every change of a single byte in %s',
    async (name) => {
      const { length } = await readFile(join(directory, name));
      const unnoticed: number[] = [];
      for (let at = 0; at < length; at++) {
        const verdict = await verdictWith(name, (content) => {
          const changed = Buffer.from(content);
          changed[at]! ^= 1 + ((at * 31) % 255);
          return changed;
        });
        if (verdict.verified) unnoticed.push(at);
      }
      expect(unnoticed).toEqual([]);
    },
    120_000,
  );

  const eventLines = (change: (all: string[]) => string[]) => (content: Buffer) => {
    const all = content.toString().trimEnd().split('\n');
    return change(all)
      .map((line) => `${line}\n`)
      .join('');
  };
  it.each<[string, (content: Buffer) => Uint8Array | string]>([
    ['the newest event deleted', eventLines((all) => all.slice(0, -1))],
    ['an event in the middle deleted', eventLines((all) => all.toSpliced(2, 1))],
    ['two events swapped', eventLines((all) => [all[1]!, all[0]!, ...all.slice(2)])],
    ['an event doubled', eventLines((all) => [...all, all.at(-1)!])],
    ['the last line cut off', (content) => content.subarray(0, -10)],
    ['the last line feed missing', (content) => content.subarray(0, -1)],
    ['everything deleted', () => ''],
    ['an empty line at the end', (content) => `${content.toString()}\n`],
  ])('detects %s', async (_, change) => {
    expect(await verdictWith(BUNDLE_FILES.events, change)).toMatchObject({ verified: false });
  });

  it('detects that the whole bundle was signed with another key', async () => {
    const verdict = await verdictWith(
      BUNDLE_FILES.verifierKey,
      () => 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n',
    );
    expect(failedChecks(verdict)).toEqual(['signature']);
  });

  it.each<[string, (all: string[]) => string[], Check]>([
    ['events deleted from a stream', (all) => all.toSpliced(2, 1), 'versions'],
    ['an index left out', (all) => [...all.slice(0, 4), all[4]!.replace('"logIndex":4', '"logIndex":5')], 'indexes'],
    ['a time moved back', (all) => [...all.slice(0, 4), all[4]!.replace('"recordedAt":"2026', '"recordedAt":"2025')], 'order'],
    ['another spelling of the same event', (all) => [all[0]!.replace('{', '{ '), ...all.slice(1)], 'files'],
    ['no event at all', (all) => [...all, 'null'], 'files'],
  ])('detects, in a log signed anew by an insider, %s', async (_, change, check) => {
    const verdict = await verifyBundle(await bundle(change(lines)), sampleVerifierKey.text);
    expect(verdict.verified).toBe(false);
    expect(failedChecks(verdict)).toContain(check);
  });
});
