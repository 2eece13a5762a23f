import { nodeHash, type Hash } from './hashing.js';

const isEven = (value: number): boolean => value % 2 === 0;
// Bit shifts in JavaScript end at 32 bits; a log does not.
const half = (value: number): number => Math.floor(value / 2);

/** Whether the path leads from the leaf at `index` to the root of a tree of `size` leaves (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(leaf: Hash, index: number, size: number, path: readonly Hash[], root: Hash): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return false;
    if (!isEven(node) || node === last) {
      hash = nodeHash(sibling, hash);
      while (isEven(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && hash.equals(root);
}

/** Whether the tree of `newSize` leaves continues the tree of `oldSize` leaves (RFC 9162 section 2.1.4.2). */
export function verifyConsistency(oldSize: number, newSize: number, path: readonly Hash[], oldRoot: Hash, newRoot: Hash): boolean {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(newSize) || oldSize < 1 || oldSize > newSize) return false;
  if (oldSize === newSize) return path.length === 0 && oldRoot.equals(newRoot);
  const isPowerOfTwo = Number.isInteger(Math.log2(oldSize)) && 2 ** Math.log2(oldSize) === oldSize;
  const [first, ...rest] = isPowerOfTwo ? [oldRoot, ...path] : path;
  if (!first || path.length === 0) return false;
  let [node, last] = [oldSize - 1, newSize - 1];
  while (!isEven(node)) [node, last] = [half(node), half(last)];
  let [oldHash, newHash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (!isEven(node) || node === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (isEven(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
}
