import { describe, expect, it } from 'vitest';
import { lastAtMost } from './rowsLayout.ts';

describe('the row at a height', () => {
  const tops = [0, 30, 66, 102, 132];

  it.each([
    [-5, 0],
    [0, 0],
    [29, 0],
    [30, 1],
    [101, 2],
    [102, 3],
    [9000, 4],
  ])('at %d is %d', (height, row) => {
    expect(lastAtMost(tops, height)).toBe(row);
  });
});
