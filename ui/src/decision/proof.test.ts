import { describe, expect, it } from 'vitest';
import { sidesOf } from './proof.ts';

const proof = (index: number, size: number, levels: number) => ({
  index,
  size,
  origin: 'tarnholm.example/desk',
  root: '',
  path: Array.from({ length: levels }, () => ''),
});

describe('the path of a proof', () => {
  it('is that of the trees of RFC 9162, 2.1.5', () => {
    expect(sidesOf(proof(0, 7, 3))).toEqual(['right', 'right', 'right']);
    expect(sidesOf(proof(3, 7, 3))).toEqual(['left', 'left', 'right']);
    expect(sidesOf(proof(4, 7, 3))).toEqual(['right', 'right', 'left']);
    expect(sidesOf(proof(6, 7, 2))).toEqual(['left', 'left']);
  });

  it('is not drawn when it does not fit', () => {
    expect(sidesOf(proof(6, 7, 3))).toBeNull();
    expect(sidesOf(proof(0, 7, 2))).toBeNull();
  });

  it('is empty for the only entry', () => {
    expect(sidesOf(proof(0, 1, 0))).toEqual([]);
  });
});
