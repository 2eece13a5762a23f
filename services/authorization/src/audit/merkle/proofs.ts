import { emptyRoot, nodeHash, type Hash } from './hashing.js';

/** The Merkle Tree Hash of leaf hashes by the definition itself (RFC 6962 section 2.1). */
export function merkleRoot(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot();
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
}

/**
 * The audit path of a leaf (RFC 6962 section 2.1.1), from the leaf's sibling up.
 * @throws RangeError when there is no such leaf.
 */
export function inclusionProof(leaves: readonly Hash[], index: number): Hash[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError(`no leaf ${index} in a tree of ${leaves.length}`);
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  if (index < split) return [...inclusionProof(left, index), merkleRoot(right)];
  return [...inclusionProof(right, index - split), merkleRoot(left)];
}

/**
 * Proof that the tree of these leaves continues the tree of the first `oldSize` of them (RFC 6962 section 2.1.2).
 * @throws RangeError when the older tree is empty or larger.
 */
export function consistencyProof(leaves: readonly Hash[], oldSize: number): Hash[] {
  if (!Number.isInteger(oldSize) || oldSize < 1 || oldSize > leaves.length) {
    throw new RangeError(`no tree of ${oldSize} inside a tree of ${leaves.length}`);
  }
  return subproof(leaves, oldSize, true);
}

/** `whole`: the older tree's root is one node of this subtree, so the verifier knows it already. */
function subproof(leaves: readonly Hash[], oldSize: number, whole: boolean): Hash[] {
  if (oldSize === leaves.length) return whole ? [] : [merkleRoot(leaves)];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  if (oldSize <= split) return [...subproof(left, oldSize, whole), merkleRoot(right)];
  return [...subproof(right, oldSize - split, false), merkleRoot(left)];
}

/** The largest power of two below the size. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
