import type { Report, Step } from '../backend/bindings.ts';

/** One bar of the waterfall. Places are percent of the width; values thousandths of a nat. */
export type Bar = {
  millinats: number;
  /** Running sum after it. */
  sum: number;
  x: number;
  width: number;
  /** Where the next bar begins. */
  end: number;
};

export type StepBar = Bar & { step: Step };

export type Waterfall = {
  /** Where 0 lies, in percent. */
  zero: number;
  start: Bar;
  bars: StepBar[];
  /** Steps too many to draw, as one bar. */
  rest: (Bar & { steps: Step[] }) | null;
  together: Bar;
};

/** More bars than these are hard to read: the smallest are drawn as one. */
export const MOST_BARS = 8;
/** So that little evidence does not look like much: at least this wide, in thousandths of a nat. */
const LEAST_WIDTH = 12_000;
/** The thinnest bar that can be seen, in percent. */
const HAIR = 0.6;

/** Bars from the starting point over each weight, what speaks for first and then by size, to the sum of all. */
export function waterfallOf({ steps, log_odds_millinats }: Report): Waterfall {
  const prior = log_odds_millinats - total(steps);
  const { drawn, folded } = chosen(steps);
  const sums = [prior];
  for (const step of drawn) sums.push((sums.at(-1) ?? 0) + step.millinats);
  const place = placer([0, ...sums, log_odds_millinats]);
  const bar = (from: number, to: number): Bar => {
    const [a, b] = [place(from), place(to)];
    const width = Math.max(Math.abs(b - a), HAIR);
    // A hair at the right edge stays inside.
    const x = Math.min(Math.min(a, b), 100 - width);
    return { millinats: to - from, sum: to, x, width, end: b };
  };
  const last = sums.at(-1) ?? prior;
  return {
    zero: place(0),
    start: bar(0, prior),
    bars: drawn.map((step, n) => ({ ...bar(sums[n] ?? 0, sums[n + 1] ?? 0), step })),
    rest: folded.length > 0 ? { ...bar(last, log_odds_millinats), steps: folded } : null,
    together: bar(0, log_odds_millinats),
  };
}

const total = (steps: readonly Step[]) => steps.reduce((sum, { millinats }) => sum + millinats, 0);

function chosen(steps: readonly Step[]): { drawn: Step[]; folded: Step[] } {
  const bySize = [...steps].sort((a, b) => Math.abs(b.millinats) - Math.abs(a.millinats));
  const fits = steps.length <= MOST_BARS;
  const drawn = fits ? bySize : bySize.slice(0, MOST_BARS - 1);
  return {
    drawn: [...drawn.filter(isFor), ...drawn.filter((step) => !isFor(step))],
    folded: fits ? [] : bySize.slice(MOST_BARS - 1),
  };
}

const isFor = ({ millinats }: Step) => millinats > 0;

function placer(values: readonly number[]): (value: number) => number {
  const low = Math.min(...values);
  const width = Math.max(Math.max(...values) - low, LEAST_WIDTH);
  return (value) => ((value - low) / width) * 100;
}

/** The probability that log-odds stand for, in parts per million, before any cap. */
export function ppmOf(millinats: number): number {
  return 1_000_000 / (1 + Math.exp(-millinats / 1000));
}

/** What the sum says, and what it is counted as where the cap is below it. */
export function togetherOf({ probability_ppm, log_odds_millinats }: Report): {
  ppm: number;
  capped: boolean;
} {
  /** The engine computes in whole numbers: less than this is no cap. */
  const ROUNDING = 200;
  const sum = ppmOf(log_odds_millinats);
  const capped = sum - probability_ppm > ROUNDING;
  return { ppm: capped ? sum : probability_ppm, capped };
}

/** Reports of engines that weighed nothing have no starting point. */
export const isWeighed = ({ prior_ppm }: Report) => prior_ppm > 0;
