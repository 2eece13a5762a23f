import { emptyRoot, nodeHash, type Hash } from './hashing.js';

interface Subtree {
  readonly size: number;
  readonly hash: Hash;
}

/**
 * A Merkle tree that only grows and keeps only its right edge: one perfect subtree for each 1-bit of its size. Appending
 * and telling the root take O(log n), whatever the log's length.
 */
export class GrowingTree {
  #size = 0;
  /** Perfect subtrees from left to right, sizes descending. */
  readonly #edge: Subtree[] = [];

  get size(): number {
    return this.#size;
  }

  append(leaf: Hash): void {
    let subtree: Subtree = { size: 1, hash: leaf };
    while (this.#edge.at(-1)?.size === subtree.size) {
      const left = this.#edge.pop()!;
      subtree = { size: left.size * 2, hash: nodeHash(left.hash, subtree.hash) };
    }
    this.#edge.push(subtree);
    this.#size++;
  }

  /** The RFC 6962 Merkle Tree Hash of all leaves so far. */
  root(): Hash {
    if (this.#edge.length === 0) return emptyRoot();
    return this.#edge.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right));
  }
}
