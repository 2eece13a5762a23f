import { canonicalText, type LogRecord } from '../leaf.js';
import { GrowingTree } from '../merkle/growing-tree.js';
import { leafHash } from '../merkle/hashing.js';
import type { Findings } from './findings.js';
import { judgeSafely, ReleaseAudit } from './release-audit.js';

const RECORDED_AT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** Checks a log leaf by leaf, in memory that grows with the streams, not with the events. Pure: takes bytes, gives findings. */
export class LogAudit {
  readonly tree = new GrowingTree();
  readonly #releases = new ReleaseAudit();
  readonly #versions = new Map<string, number>();
  #recordedAt = '';

  constructor(private readonly findings: Findings) {}

  get releases(): number {
    return this.#releases.releases;
  }

  get sandboxReleases(): number {
    return this.#releases.sandboxReleases;
  }

  /**
   * @param leaf the bytes of the next leaf
   * @param storedHash the leaf hash that was stored for it, hex
   */
  add(leaf: Buffer, storedHash: string | undefined): void {
    const index = this.tree.size;
    const hash = leafHash(leaf);
    this.tree.append(hash);
    if (hash.toString('hex') !== storedHash) this.findings.add('leafHashes', `event ${index} is not the one that was sealed at this index`);
    const record = this.#parse(leaf, index);
    if (!record) return;
    if (record.logIndex !== index) this.findings.add('indexes', `event ${index} says that it is event ${record.logIndex}`);
    this.#checkVersion(record, index);
    this.#checkOrder(record, index);
    for (const fault of judgeSafely(this.#releases, record)) this.findings.add('releases', `event ${index} (${record.stream}): ${fault}`);
  }

  #parse(leaf: Buffer, index: number): LogRecord | undefined {
    try {
      const record = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(leaf)) as LogRecord;
      const complete =
        [record.id, record.stream, record.type, record.occurredAt, record.recordedAt].every((member) => typeof member === 'string') &&
        [record.logIndex, record.version].every((member) => Number.isSafeInteger(member));
      if (complete && canonicalText(record) === leaf.toString('utf8')) return record;
    } catch {
      // Told below, like every other form that is not the one form.
    }
    this.findings.add('files', `event ${index} is not written as canonical JSON with all members of an event`);
    return undefined;
  }

  #checkVersion({ stream, version }: LogRecord, index: number): void {
    const expected = (this.#versions.get(stream) ?? 0) + 1;
    if (version !== expected)
      this.findings.add('versions', `event ${index} is version ${version} of ${stream}; version ${expected} was next`);
    this.#versions.set(stream, version);
  }

  #checkOrder({ recordedAt }: LogRecord, index: number): void {
    // Of this one form, text orders like time.
    if (!RECORDED_AT.test(recordedAt) || recordedAt <= this.#recordedAt) {
      this.findings.add('order', `event ${index} was recorded at ${recordedAt}, not after ${this.#recordedAt || 'the beginning'}`);
    }
    this.#recordedAt = recordedAt;
  }
}
