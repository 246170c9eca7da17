import { describe, expect, it } from 'vitest';
import { between, inHundred, nats } from './en/weights.ts';

describe('a probability in words', () => {
  it.each([
    [10_000, '1 in 100'],
    [130_108, '13 in 100'],
    [500_000, '50 in 100'],
    [989_000, '99 in 100'],
    [995_000, '99.5 in 100'],
    [996_000, '99.6 in 100'],
    [999_877, '99.99 in 100'],
    [1_000_000, '99.99 in 100'],
    [9_000, '1 in 110'],
    [2_500, '1 in 400'],
    [37, '1 in 27,000'],
    [1, '1 in 1,000,000'],
    [0, 'less than 1 in 1,000,000'],
  ])('of %i ppm is %s', (ppm, said) => {
    expect(inHundred(ppm)).toBe(said);
  });

  it('is never all and never nothing', () => {
    for (let ppm = 0; ppm <= 1_000_000; ppm += 997) {
      expect(inHundred(ppm)).not.toMatch(/^(0|100) in /);
    }
  });

  it('shares its measure in an interval', () => {
    expect(between(970_000, 996_000)).toBe('between 97 and 99.6 in 100');
    expect(between(2_500, 130_000)).toBe('between 1 in 400 and 13 in 100');
  });
});

describe('a weight', () => {
  it.each([
    [9195, '+9.2'],
    [-4595, '−4.6'],
    [-40, '0.0'],
    [0, '0.0'],
    [51, '+0.1'],
  ])('of %i thousandths of a nat is %s', (millinats, said) => {
    expect(nats(millinats)).toBe(said);
  });
});
