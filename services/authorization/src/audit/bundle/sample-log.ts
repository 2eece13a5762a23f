import { createPrivateKey } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthorizationGranted, DataReleased, ThirdPartyRegistered } from '@greenledger/contracts';
import { checkpointText } from '../checkpoint/checkpoint.js';
import { signNote, verifierKeyOf } from '../checkpoint/signed-note.js';
import { canonicalText, type LogRecord } from '../leaf.js';
import { leafHash } from '../merkle/hashing.js';
import { merkleRoot } from '../merkle/proofs.js';
import { BUNDLE_FILES } from './bundle-files.js';
import { readmeOf } from './readme.js';

// A small log for tests: a company is registered and approved, a customer grants, data is released, the customer revokes.

const ORIGIN = 'greenledger.test/authorization';
/** A key of zeros: every run of the tests signs the same bytes. */
export const sampleKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32)]),
  format: 'der',
  type: 'pkcs8',
});
export const sampleVerifierKey = verifierKeyOf(ORIGIN, sampleKey);

/** 2026-01-01T00:00:00Z */
export const START = 1_767_225_600;
export const AUTHORIZATION = 'authorization-a1';
export const THIRD_PARTY = 'third-party-t1';

export const registered: ThirdPartyRegistered['data'] = {
  thirdPartyId: 't1',
  applicationInformationId: 'app1',
  clientId: 'client1',
  name: 'Example Solar',
  purpose: 'To size your panels',
  clientUri: 'https://company.example',
  policyUri: 'https://company.example/policy',
  tosUri: 'https://company.example/tos',
  redirectUris: ['https://company.example/callback'],
  notifyUri: 'https://company.example/notify',
  scopes: ['FB=4_5_15'],
  softwareId: 'software',
  softwareVersion: '1',
};
export const granted: AuthorizationGranted['data'] = {
  authorizationId: 'a1',
  thirdPartyId: 't1',
  customerId: 'c1',
  scope: 'FB=4_5_15',
  consent: { textDigest: '0'.repeat(64), locale: 'en', method: 'online' },
  terms: {
    usagePointIds: ['up1', 'up2'],
    dataSets: ['usage'],
    authorizedPeriod: { start: START, end: START + 86_400 },
    publishedPeriod: { start: START - 86_400, end: START + 86_400 },
    historyLength: 86_400,
    purpose: 'To size your panels',
  },
};
export const released: DataReleased['data'] = {
  authorizationId: 'a1',
  releaseId: 'r1',
  thirdPartyId: 't1',
  clientId: 'client1',
  termsVersion: 1,
  resource: 'Batch/Subscription',
  manifestDigest: 'f'.repeat(64),
  rendererVersion: '1',
  window: { start: START - 3600, end: START },
  usagePointIds: ['up1'],
  dataSets: ['usage'],
  counts: { usagePoints: 1, blocks: 1, readings: 4 },
};

export interface SampleEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
  /** Seconds after START; by default its place in the log. */
  readonly after?: number;
}

const onRegister = (type: string, data: unknown): SampleEvent => ({ stream: THIRD_PARTY, type, data });
export const onAuthorization = (type: string, data: unknown, after?: number): SampleEvent => ({ stream: AUTHORIZATION, type, data, after });

export const opening: readonly SampleEvent[] = [
  onRegister('ThirdPartyRegistered', registered),
  onRegister('ThirdPartyApproved', { thirdPartyId: 't1', approvedBy: 'operator' }),
  onAuthorization('AuthorizationGranted', granted),
];
export const revoked = onAuthorization('AuthorizationRevoked', { authorizationId: 'a1', by: 'customer', reason: 'done' });
export const goodLog: readonly SampleEvent[] = [...opening, onAuthorization('DataReleased', released), revoked];

/** The records of a log: indexes, versions and times as the store gives them. */
export function recordsOf(events: readonly SampleEvent[]): LogRecord[] {
  const versions = new Map<string, number>();
  return events.map(({ stream, type, data, after }, logIndex) => {
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const time = new Date((START + (after ?? logIndex)) * 1000).toISOString();
    const id = `00000000-0000-5000-8000-${String(logIndex).padStart(12, '0')}`;
    return { logIndex, id, stream, version, type, data, occurredAt: time, recordedAt: time.replace('Z', '000Z') };
  });
}

/** Writes a bundle whose hashes, root and signature fit the lines, whatever these say: what an insider with the key could do. */
export async function writeBundle(lines: readonly string[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'greenledger-bundle-'));
  const leaves = lines.map((line) => leafHash(Buffer.from(line)));
  const checkpoint = { origin: ORIGIN, size: leaves.length, root: merkleRoot(leaves) };
  const files = {
    [BUNDLE_FILES.events]: lines.map((line) => `${line}\n`).join(''),
    [BUNDLE_FILES.leafHashes]: leaves.map((leaf) => `${leaf.toString('hex')}\n`).join(''),
    [BUNDLE_FILES.checkpoint]: signNote(checkpointText(checkpoint), ORIGIN, sampleKey),
    [BUNDLE_FILES.verifierKey]: `${sampleVerifierKey.text}\n`,
    [BUNDLE_FILES.readme]: readmeOf(checkpoint, sampleVerifierKey.text),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(directory, name), text)));
  return directory;
}

export const linesOf = (events: readonly SampleEvent[]): string[] => recordsOf(events).map(canonicalText);
