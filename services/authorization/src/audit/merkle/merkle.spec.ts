import { describe, expect, it } from '@jest/globals';
import { GrowingTree } from './growing-tree.js';
import { leafHash, nodeHash, type Hash } from './hashing.js';
import { consistencyProof, inclusionProof, merkleRoot } from './proofs.js';
import { verifyConsistency, verifyInclusion } from './verify-proofs.js';

/** Leaves and roots of the reference implementation's test (Certificate Transparency, merkle_tree_test). */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')));
const manyLeaves = Array.from({ length: 300 }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));

/** A third way to the root: pair up level by level, an odd node at the end moves up as it is. */
function rootByLevels(hashes: readonly Hash[]): Hash {
  let level = [...hashes];
  while (level.length > 1) {
    const pairs = Array.from({ length: Math.ceil(level.length / 2) }, (_, index) => level.slice(index * 2, index * 2 + 2));
    level = pairs.map(([left, right]) => (right ? nodeHash(left!, right) : left!));
  }
  return level[0]!;
}

const changed = (hash: Hash): Hash => Buffer.from(hash.map((byte, index) => (index === 7 ? byte ^ 4 : byte)));

describe('Merkle tree (RFC 6962)', () => {
  it('has the known roots', () => {
    const tree = new GrowingTree();
    expect(tree.root().toString('hex')).toBe(ROOTS[0]);
    leaves.forEach((leaf, index) => {
      tree.append(leaf);
      expect(tree.root().toString('hex')).toBe(ROOTS[index + 1]);
      expect(merkleRoot(leaves.slice(0, index + 1)).toString('hex')).toBe(ROOTS[index + 1]);
    });
  });

  it('grows to the same root as the definition and as the levels give, for 1 to 300 leaves', () => {
    const tree = new GrowingTree();
    for (let size = 1; size <= manyLeaves.length; size++) {
      tree.append(manyLeaves[size - 1]!);
      const all = manyLeaves.slice(0, size);
      expect(tree.size).toBe(size);
      expect(tree.root().equals(merkleRoot(all)) && tree.root().equals(rootByLevels(all))).toBe(true);
    }
  });

  it('proves inclusion of every leaf, and of no other, for all sizes up to 64', () => {
    for (let size = 1; size <= 64; size++) {
      const all = manyLeaves.slice(0, size);
      const root = merkleRoot(all);
      for (let index = 0; index < size; index++) {
        const path = inclusionProof(all, index);
        expect(verifyInclusion(all[index]!, index, size, path, root)).toBe(true);
        expect(verifyInclusion(changed(all[index]!), index, size, path, root)).toBe(false);
        expect(verifyInclusion(all[index]!, index, size, [...path, root], root)).toBe(false);
        if (path.length === 0) continue;
        expect(verifyInclusion(all[index]!, index, size, path.slice(1), root)).toBe(false);
        expect(verifyInclusion(all[index]!, index ^ 1, size, path, root)).toBe(false);
        expect(verifyInclusion(all[index]!, index, size, [changed(path[0]!), ...path.slice(1)], root)).toBe(false);
      }
    }
  });

  it('proves consistency of all pairs of sizes up to 64, and refuses another past', () => {
    for (let newSize = 1; newSize <= 64; newSize++) {
      const newRoot = merkleRoot(manyLeaves.slice(0, newSize));
      for (let oldSize = 1; oldSize <= newSize; oldSize++) {
        const oldRoot = merkleRoot(manyLeaves.slice(0, oldSize));
        const proof = consistencyProof(manyLeaves.slice(0, newSize), oldSize);
        expect(verifyConsistency(oldSize, newSize, proof, oldRoot, newRoot)).toBe(true);
        expect(verifyConsistency(oldSize, newSize, proof, changed(oldRoot), newRoot)).toBe(false);
        expect(verifyConsistency(oldSize, newSize, proof, oldRoot, changed(newRoot))).toBe(false);
        expect(verifyConsistency(oldSize, newSize, [...proof, newRoot], oldRoot, newRoot)).toBe(false);
        proof.forEach((hash, at) => {
          expect(verifyConsistency(oldSize, newSize, proof.with(at, changed(hash)), oldRoot, newRoot)).toBe(false);
        });
        if (proof.length > 0) expect(verifyConsistency(oldSize, newSize, proof.slice(0, -1), oldRoot, newRoot)).toBe(false);
      }
    }
  });

  it('refuses proofs that nobody can give', () => {
    expect(() => inclusionProof(leaves, leaves.length)).toThrow(RangeError);
    expect(() => consistencyProof(leaves, 0)).toThrow(RangeError);
    expect(() => consistencyProof(leaves, leaves.length + 1)).toThrow(RangeError);
    expect(verifyConsistency(5, 4, [], leaves[0]!, leaves[0]!)).toBe(false);
  });
});
