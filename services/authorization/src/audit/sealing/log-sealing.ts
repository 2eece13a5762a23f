import type { KeyObject } from 'node:crypto';
import type { EventStore } from '@greenledger/event-store';
import type { DataSource, EntityManager } from 'typeorm';
import { checkpointText } from '../checkpoint/checkpoint.js';
import { CheckpointDirectory, type SignedCheckpoint } from '../checkpoint/checkpoint-directory.js';
import { signNote, verifierKeyOf, type VerifierKey } from '../checkpoint/signed-note.js';
import { canonicalText, logRecordOf } from '../leaf.js';
import { GrowingTree } from '../merkle/growing-tree.js';
import { leafHash } from '../merkle/hashing.js';
import { InconsistentLog, readLeaves, storeLeaves } from './leaf-table.js';

const PAGE = 1000;
/** Key of the advisory lock: one sealer at a time in a database, whichever process it is in. */
const SEALING_LOCK = 4_713_100;

export interface LogIdentity {
  readonly origin: string;
  readonly privateKey: KeyObject;
  readonly checkpointDirectory: string;
}

/** Brings the leaf hashes up to the head of the log and signs the new root, once per call of `seal`. */
export class LogSealing {
  readonly verifierKey: VerifierKey;
  readonly #checkpoints: CheckpointDirectory;
  /** The tree of the newest checkpoint this process knows; rebuilt from log_leaf at the first call and after a failure. */
  #tree = new GrowingTree();
  #signed: SignedCheckpoint | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
    private readonly identity: LogIdentity,
  ) {
    this.verifierKey = verifierKeyOf(identity.origin, identity.privateKey);
    this.#checkpoints = new CheckpointDirectory(identity.checkpointDirectory, this.verifierKey);
  }

  /**
   * @returns the newest checkpoint; an unchanged log is not signed again.
   * @throws InconsistentLog when the log does not continue the last signed checkpoint. Then nothing is signed.
   */
  async seal(): Promise<SignedCheckpoint> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        await manager.query('SELECT pg_advisory_xact_lock($1)', [SEALING_LOCK]);
        return this.#sealLocked(manager);
      });
    } catch (error) {
      this.#tree = new GrowingTree();
      throw error;
    }
  }

  async #sealLocked(manager: EntityManager): Promise<SignedCheckpoint> {
    const signed = await this.#checkpoints.newest();
    const before = this.#signed;
    if (before && (!signed || signed.size < before.size || (signed.size === before.size && !signed.root.equals(before.root)))) {
      throw new InconsistentLog(`the checkpoint of size ${before.size} is gone from the checkpoint folder`);
    }
    this.#signed = signed;
    await this.#addStoredLeaves(manager, signed);
    await this.#addNewLeaves(manager, signed);
    const size = this.#tree.size;
    if (signed && size < signed.size) {
      throw new InconsistentLog(`the log holds ${size} events, but a checkpoint of ${signed.size} was signed`);
    }
    if (signed?.size === size) return signed;
    const { origin, privateKey } = this.identity;
    const note = signNote(checkpointText({ origin, size, root: this.#tree.root() }), origin, privateKey);
    this.#signed = await this.#checkpoints.write(note);
    return this.#signed;
  }

  async #addStoredLeaves(manager: EntityManager, signed: SignedCheckpoint | undefined): Promise<void> {
    for (;;) {
      const leaves = await readLeaves(manager, this.#tree.size, PAGE);
      for (const leaf of leaves) this.#add(leaf, signed);
      if (leaves.length < PAGE) return;
    }
  }

  async #addNewLeaves(manager: EntityManager, signed: SignedCheckpoint | undefined): Promise<void> {
    // Pages are short when events are large: the head tells where to end, and what comes meanwhile waits for the next sealing.
    const head = (await this.store.head()) ?? -1;
    while (this.#tree.size <= head) {
      const from = this.#tree.size;
      const events = await this.store.readLog(from === 0 ? undefined : from - 1, PAGE);
      const leaves = events.map((event, offset) => {
        if (event.position !== from + offset) throw new InconsistentLog(`event ${from + offset} is missing from the log`);
        return leafHash(Buffer.from(canonicalText(logRecordOf(event))));
      });
      for (const leaf of leaves) this.#add(leaf, signed);
      if (leaves.length === 0) return;
      await storeLeaves(manager, from, leaves);
    }
  }

  /** Passing the signed size, the root must be the signed one: that is the consistency of the next checkpoint with it. */
  #add(leaf: Buffer, signed: SignedCheckpoint | undefined): void {
    this.#tree.append(leaf);
    if (signed && this.#tree.size === signed.size && !this.#tree.root().equals(signed.root)) {
      throw new InconsistentLog(`the first ${signed.size} leaves do not have the root that was signed for them`);
    }
  }
}
