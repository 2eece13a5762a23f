import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '@greenledger/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { PortalConfiguration } from '../portal-configuration.js';

const LARGEST = 10_000_000;
/** By their first bytes, whatever the name or the browser says. */
const KINDS: readonly { readonly type: string; readonly magic: string }[] = [
  { type: 'application/pdf', magic: '255044462d' },
  { type: 'image/png', magic: '89504e470d0a1a0a' },
  { type: 'image/jpeg', magic: 'ffd8ff' },
  { type: 'image/tiff', magic: '49492a00' },
  { type: 'image/tiff', magic: '4d4d002a' },
];

/** The scans of signed forms, each under the SHA-256 of its content: what an event names can be checked against the file. */
@Injectable()
export class EvidenceFiles {
  readonly #directory: string | undefined;

  constructor(@Inject(PortalConfiguration) configuration: PortalConfiguration) {
    this.#directory = configuration.EVIDENCE_DIR;
  }

  /** @returns the digest, `undefined` for what is no scan. @throws ProblemError `unavailable` without a folder */
  async keep(content: Buffer): Promise<string | undefined> {
    const directory = this.#folder();
    if (content.length > LARGEST || kindOf(content) === undefined) return undefined;
    const digest = createHash('sha256').update(content).digest('hex');
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // Under its name only when it is whole.
    const draft = join(directory, `.${randomUUID()}`);
    await writeFile(draft, content, { mode: 0o600, flush: true });
    await rename(draft, join(directory, digest));
    return digest;
  }

  /** @throws ProblemError `not-found`, also for a file that is not any more what its digest says */
  async read(digest: string): Promise<{ readonly type: string; readonly content: Buffer }> {
    const content = /^[0-9a-f]{64}$/.test(digest) ? await readFile(join(this.#folder(), digest)).catch(() => undefined) : undefined;
    const type = content && kindOf(content);
    if (!content || !type || createHash('sha256').update(content).digest('hex') !== digest) {
      throw new ProblemError('not-found', 'There is no such scan, or the file was changed. Look for it in the backup of EVIDENCE_DIR.');
    }
    return { type, content };
  }

  #folder(): string {
    if (this.#directory !== undefined) return this.#directory;
    throw new ProblemError('unavailable', 'Paper forms are not set up: set EVIDENCE_DIR of the portal to a private folder.');
  }
}

const kindOf = (content: Buffer): string | undefined =>
  KINDS.find(({ magic }) => content.subarray(0, magic.length / 2).toString('hex') === magic)?.type;
