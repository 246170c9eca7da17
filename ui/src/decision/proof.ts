import type { ProofView } from '../backend/bindings.ts';

/**
 * On which side each hash of an inclusion proof stands, from the leaf up (RFC 9162, 2.1.3.2).
 * `null`: the path does not fit the index and the size.
 */
export function sidesOf({ index, size, path }: ProofView): ('left' | 'right')[] | null {
  let node = index;
  let last = size - 1;
  const sides: ('left' | 'right')[] = [];
  for (let level = 0; level < path.length; level += 1) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      sides.push('left');
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else sides.push('right');
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? sides : null;
}
