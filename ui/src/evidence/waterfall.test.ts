import { describe, expect, it } from 'vitest';
import type { Step } from '../backend/bindings.ts';
import { report } from '../backend/pretend/report.ts';
import { MOST_BARS, ppmOf, togetherOf, waterfallOf } from './waterfall.ts';

const step = (millinats: number, id = `weight_${millinats}`): Step => ({
  id,
  reason: null,
  claim: null,
  millinats,
  sentence: '',
  document: null,
  profile: null,
});
const of = (prior: number, ...weights: number[]) => ({
  ...report,
  steps: weights.map((millinats) => step(millinats)),
  log_odds_millinats: weights.reduce((sum, one) => sum + one, prior),
});

describe('the bars', () => {
  it('go on where the one before ends, from the starting point to the sum', () => {
    const { zero, start, bars, together } = waterfallOf(report);
    expect(start.millinats).toBe(-4595);
    expect(start.x).toBe(0);
    expect(start.x + start.width).toBeCloseTo(zero);
    expect(bars.map(({ millinats }) => millinats)).toEqual([9195, 3900, 2000, -1100, -400]);
    let end = start.end;
    for (const bar of bars) {
      const from = bar.millinats > 0 ? bar.x : bar.x + bar.width;
      expect(from).toBeCloseTo(end);
      end = bar.end;
    }
    expect(together.end).toBeCloseTo(end);
    expect(together.x).toBeCloseTo(zero);
  });

  it('stay inside the width, whatever the weights', () => {
    for (const shape of [of(0), of(-13_816, 1), of(-4595, 90_000, -80_000), of(0, 1, -1, 0)]) {
      const { start, bars, together, zero } = waterfallOf(shape);
      expect(zero).toBeGreaterThanOrEqual(0);
      expect(zero).toBeLessThanOrEqual(100);
      for (const { x, width } of [start, ...bars, together]) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(width).toBeGreaterThan(0);
        expect(x + width).toBeLessThanOrEqual(100.000_001);
      }
    }
  });

  it('do not let little evidence look like much', () => {
    expect(waterfallOf(of(0, 600)).bars[0]?.width).toBeCloseTo(5);
  });

  it('draw what is too small to be told apart as one, and lose nothing of the sum', () => {
    const many = of(-1000, ...Array.from({ length: 30 }, (_, n) => 100 + n));
    const { bars, rest, together } = waterfallOf(many);
    expect(bars).toHaveLength(MOST_BARS - 1);
    expect(rest?.steps).toHaveLength(30 - bars.length);
    expect(rest?.end).toBeCloseTo(together.end);
    expect(Math.min(...bars.map(({ millinats }) => millinats))).toBe(123);
  });
});

describe('the sum', () => {
  it('is said before the cap, and as counted where the cap is below it', () => {
    const { ppm, capped } = togetherOf(report);
    expect(capped).toBe(true);
    expect(Math.round(ppm)).toBe(999_877);
  });

  it('is the engine’s own number where nothing is capped', () => {
    const sum = of(0, 1100);
    const probability_ppm = Math.round(ppmOf(1100)) + 3;
    expect(togetherOf({ ...sum, probability_ppm })).toEqual({
      ppm: probability_ppm,
      capped: false,
    });
  });
});
