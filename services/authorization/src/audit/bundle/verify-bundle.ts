import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCheckpointText, type Checkpoint } from '../checkpoint/checkpoint.js';
import { openNote, parseVerifierKey, type VerifierKey } from '../checkpoint/signed-note.js';
import { BUNDLE_FILES } from './bundle-files.js';
import { Findings } from './findings.js';
import { LogAudit } from './log-audit.js';
import { readLines } from './read-lines.js';
import { readmeOf } from './readme.js';

export interface BundleVerdict {
  readonly verified: boolean;
  readonly events: number;
  readonly releases: number;
  /** Of these, releases of the sandbox customer, who is nobody. */
  readonly sandboxReleases: number;
  /** The Merkle root that the events really have, lower-case hex. */
  readonly root: string;
  readonly origin: string | undefined;
  readonly findings: Findings;
}

/**
 * Checks an evidence bundle with nothing but its files.
 * @param trustedKey the log's verifier key, from elsewhere; without it the key in the bundle is taken at its word.
 * @throws the system's error when a file cannot be read; RangeError when `trustedKey` is no verifier key.
 */
export async function verifyBundle(directory: string, trustedKey?: string): Promise<BundleVerdict> {
  const trusted = trustedKey === undefined ? undefined : parseVerifierKey(trustedKey);
  const findings = new Findings();
  const text = (name: string): Promise<string> => readFile(join(directory, name), 'utf8');

  const key = readKey(await text(BUNDLE_FILES.verifierKey), trusted, findings);
  const checkpoint = key && openCheckpoint(await text(BUNDLE_FILES.checkpoint), key, findings);
  const stored = splitLines(await text(BUNDLE_FILES.leafHashes), findings);
  const readme = await text(BUNDLE_FILES.readme);

  const audit = new LogAudit(findings);
  try {
    for await (const leaf of readLines(join(directory, BUNDLE_FILES.events))) audit.add(leaf, stored[audit.tree.size]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    findings.add('files', `${BUNDLE_FILES.events}: ${error.message}`);
  }
  const { size } = audit.tree;
  const root = audit.tree.root();
  if (stored.length !== size) findings.add('leafHashes', `there are ${stored.length} leaf hashes for ${size} events`);
  if (checkpoint && checkpoint.size !== size) findings.add('root', `${checkpoint.size} events were signed, ${size} are here`);
  if (checkpoint && !checkpoint.root.equals(root)) {
    findings.add('root', `the signed root is ${checkpoint.root.toString('hex')}, the events have ${root.toString('hex')}`);
  }
  if (checkpoint && key && readme !== readmeOf(checkpoint, key.text))
    findings.add('files', 'the README is not the one that belongs to this bundle');
  return {
    verified: findings.none,
    events: size,
    releases: audit.releases,
    sandboxReleases: audit.sandboxReleases,
    root: root.toString('hex'),
    origin: checkpoint?.origin,
    findings,
  };
}

function readKey(file: string, trusted: VerifierKey | undefined, findings: Findings): VerifierKey | undefined {
  try {
    if (!file.endsWith('\n')) throw new RangeError('the file does not end in a line feed');
    const inBundle = parseVerifierKey(file.slice(0, -1));
    if (!trusted || trusted.text === inBundle.text) return inBundle;
    findings.add('signature', `the bundle's key ${inBundle.text} is not the trusted key ${trusted.text}`);
  } catch (error) {
    findings.add('signature', `${BUNDLE_FILES.verifierKey}: ${(error as Error).message}`);
  }
  return trusted;
}

function openCheckpoint(note: string, key: VerifierKey, findings: Findings): Checkpoint | undefined {
  try {
    const checkpoint = parseCheckpointText(openNote(note, key));
    if (checkpoint.origin === key.name) return checkpoint;
    findings.add('signature', `the checkpoint is of the log ${checkpoint.origin}, the key is of ${key.name}`);
  } catch (error) {
    findings.add('signature', (error as Error).message);
  }
  return undefined;
}

function splitLines(text: string, findings: Findings): string[] {
  if (text === '') return [];
  if (!text.endsWith('\n')) findings.add('files', `${BUNDLE_FILES.leafHashes}: the last line is cut off`);
  return text.replace(/\n$/, '').split('\n');
}
